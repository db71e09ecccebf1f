using Temporalio.Converters;
using Temporalio.Core;

namespace Temporalio.Workflows.Running;

/// <summary>A child that has not ended.</summary>
internal sealed class PendingChild(DataConverter converter)
{
    public DataConverter Converter { get; } = converter;

    public TaskCompletionSource<ChildStartResolution> Start { get; } = new();

    public TaskCompletionSource<Resolution> Result { get; } = new();

    public CancellationTokenRegistration Cancellation { get; set; }
}
