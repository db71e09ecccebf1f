using Temporalio.Api.WorkflowService.V1;
using Temporalio.Converters;

namespace Temporalio.Client;

/// <summary>The description of a run.</summary>
public class WorkflowExecutionDescription : WorkflowExecution
{
    private readonly DataConverter _converter;

    /// <summary>Initializes a new instance of the <see cref="WorkflowExecutionDescription"/> class.</summary>
    /// <param name="rawDescription">What the service tells.</param>
    /// <param name="dataConverter">What converts its values, bound to the workflow.</param>
    protected internal WorkflowExecutionDescription(
        DescribeWorkflowExecutionResponse rawDescription, DataConverter dataConverter)
        : base(
            (rawDescription ?? throw new ArgumentNullException(nameof(rawDescription))).WorkflowExecutionInfo,
            dataConverter,
            null)
    {
        RawDescription = rawDescription;
        _converter = dataConverter;
    }

    /// <summary>Gets what the service tells.</summary>
    internal DescribeWorkflowExecutionResponse RawDescription { get; }

    /// <summary>Converts the line for people that was given with the start.</summary>
    /// <returns>The line; null when there is none.</returns>
    public Task<string?> GetStaticSummaryAsync() =>
        TextAsync(RawDescription.ExecutionConfig?.UserMetadata?.Summary);

    /// <summary>Converts the text for people that was given with the start.</summary>
    /// <returns>The text; null when there is none.</returns>
    public Task<string?> GetStaticDetailsAsync() =>
        TextAsync(RawDescription.ExecutionConfig?.UserMetadata?.Details);

    private async Task<string?> TextAsync(Api.Common.V1.Payload? payload) =>
        payload == null ? null : await _converter.ToValueAsync<string>(payload).ConfigureAwait(false);
}
