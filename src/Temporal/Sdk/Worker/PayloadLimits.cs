using Google.Protobuf;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.Namespace.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;
using Temporalio.Core;

namespace Temporalio.Worker;

/// <summary>
/// The sizes that the namespace takes. What is larger fails here, where code can be changed and the task be tried again;
/// sent, it would fail the workflow itself.
/// </summary>
/// <param name="Values">Most bytes of values that go together; 0 for no bound.</param>
/// <param name="Memo">Most bytes of a memo; 0 for no bound.</param>
internal sealed record PayloadLimits(long Values, long Memo)
{
    private const string FailureType = "PayloadsTooLarge";

    /// <summary>No bounds but the service's own.</summary>
    public static PayloadLimits None { get; } = new(0, 0);

    /// <summary>Returns the limits of a namespace.</summary>
    public static PayloadLimits Of(NamespaceInfo.Types.Limits? limits) =>
        limits == null ? None : new(limits.BlobSizeLimitError, limits.MemoSizeLimitError);

    /// <summary>Returns what is too large in an answer; null when the service takes it.</summary>
    public Failure? Check(IMessage request)
    {
        var size = request.CalculateSize();
        return Values > 0 && size > Values && PayloadSizes.LargestPayloads(request) is var values && values > Values
            ? TooLarge("values", values, Values)
            : Memo > 0 && size > Memo && PayloadSizes.LargestMemo(request) is var memo && memo > Memo
                ? TooLarge("a memo", memo, Memo)
                : null;
    }

    /// <summary>Returns the failure of a workflow task whose answer is too large.</summary>
    public static RespondWorkflowTaskFailedRequest Failed(
        RespondWorkflowTaskCompletedRequest request, WorkflowTaskFailedCause cause, Failure failure) => new()
        {
            TaskToken = request.TaskToken,
            Namespace = request.Namespace,
            Identity = request.Identity,
            DeploymentOptions = request.DeploymentOptions,
            Cause = cause,
            Failure = failure,
        };

    /// <summary>Returns the failure of an answer that no message can hold.</summary>
    public static Failure MessageTooLarge(string what) => new()
    {
        Message = $"{PayloadSizes.Code} {what}",
        Source = SdkIdentity.Name,
        ApplicationFailureInfo = new() { Type = FailureType, NonRetryable = true },
    };

    private static Failure TooLarge(string what, int size, long limit) => MessageTooLarge(
        $"The answer holds {what} of {size} bytes; the namespace takes {limit}. Pass a reference to larger data.");
}
