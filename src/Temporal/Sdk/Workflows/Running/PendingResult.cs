using Temporalio.Converters;
using Temporalio.Core;

namespace Temporalio.Workflows.Running;

/// <summary>An activity that has not ended.</summary>
internal sealed class PendingResult(DataConverter converter)
{
    public DataConverter Converter { get; } = converter;

    public TaskCompletionSource<Resolution> Source { get; } = new();
}
