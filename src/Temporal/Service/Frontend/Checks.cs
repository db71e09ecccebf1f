using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.Service.History;
using Temporalio.Service.Namespaces;
using Temporalio.Service.Visibility;

namespace Temporalio.Service.Frontend;

/// <summary>Checks of requests, in the words of Temporal's server.</summary>
internal static class Checks
{
    /// <summary>A text that must be there and not be too long.</summary>
    public static void Name(string value, string field)
    {
        if (value.Length == 0) throw ServiceException.Invalid($"{field} is not set on request.");
        Length(value, field);
    }

    /// <summary>A text that must not be too long.</summary>
    public static void Length(string value, string field)
    {
        if (value.Length > Limits.IdLength) throw ServiceException.Invalid($"{field} length exceeds limit.");
    }

    /// <summary>A workflow id.</summary>
    public static void WorkflowId(string value)
    {
        if (value.Length == 0) throw ServiceException.Invalid("WorkflowId is not set on request.");
        if (value.Length > Limits.IdLength)
            throw ServiceException.Invalid(
                $"WorkflowId exceeds maximum allowed length ({value.Length}/{Limits.IdLength})");
    }

    /// <summary>A task queue.</summary>
    public static void Queue(TaskQueue? queue)
    {
        if (queue is null) throw ServiceException.Invalid("taskQueue is not set");
        if (queue.Name.Length == 0) throw ServiceException.Invalid("missing task queue name");
        if (queue.Name.Length > Limits.IdLength) throw ServiceException.Invalid("taskQueue length exceeds limit");
    }

    /// <summary>A timeout of a start.</summary>
    public static void Timeout(Duration? value, string field)
    {
        if (IsNegative(value))
            throw ServiceException.Invalid($"An invalid {field} is set on request. cause: negative duration");
    }

    /// <summary>A priority; null is none.</summary>
    public static void Priority(Priority? priority)
    {
        if (PriorityRule.Check(priority) is { } fault) throw ServiceException.Invalid(fault);
    }

    /// <summary>A retry policy; null is none.</summary>
    public static void Retry(RetryPolicy? policy)
    {
        if (policy is null) return;
        if (IsNegative(policy.InitialInterval))
            throw ServiceException.Invalid("invalid InitialInterval set on retry policy: negative duration");
        if (policy.BackoffCoefficient is > 0 and < 1 or < 0)
            throw ServiceException.Invalid("BackoffCoefficient cannot be less than 1 on retry policy.");
        if (IsNegative(policy.MaximumInterval))
            throw ServiceException.Invalid("invalid MaximumInterval set on retry policy: negative duration");
        if (policy.MaximumInterval is { } most && most.ToTimeSpan() > TimeSpan.Zero
            && most.ToTimeSpan() < (policy.InitialInterval?.ToTimeSpan() ?? TimeSpan.Zero))
            throw ServiceException.Invalid("MaximumInterval cannot be less than InitialInterval on retry policy.");
        if (policy.MaximumAttempts < 0)
            throw ServiceException.Invalid("MaximumAttempts cannot be negative on retry policy.");
    }

    /// <summary>Two policies that do not contradict each other.</summary>
    public static void Policies(WorkflowIdReusePolicy reuse, WorkflowIdConflictPolicy conflict)
    {
        if (reuse == WorkflowIdReusePolicy.TerminateIfRunning && conflict != WorkflowIdConflictPolicy.Unspecified)
        {
            throw ServiceException.Invalid(
                "Invalid WorkflowIDReusePolicy: WORKFLOW_ID_REUSE_POLICY_TERMINATE_IF_RUNNING cannot be used together with a WorkflowIDConflictPolicy");
        }

        if (reuse == WorkflowIdReusePolicy.RejectDuplicate && conflict == WorkflowIdConflictPolicy.TerminateExisting)
        {
            throw ServiceException.Invalid(
                "Invalid WorkflowIDReusePolicy: WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE cannot be used together with WorkflowIdConflictPolicy WORKFLOW_ID_CONFLICT_POLICY_TERMINATE_EXISTING");
        }
    }

    /// <summary>Bytes of a caller that history will hold.</summary>
    public static void Blob(IMessage? value)
    {
        if (value is not null && value.CalculateSize() > Limits.Blob)
            throw ServiceException.Invalid("Blob data size exceeds limit.");
    }

    /// <summary>A memo.</summary>
    public static void Memo(Memo? value)
    {
        if (value is not null && value.CalculateSize() > Limits.Blob) throw ServiceException.Invalid(
            "Memo size exceeds limit.");
    }

    /// <summary>Returns search attributes with their types noted.</summary>
    public static SearchAttributes? Attributes(SearchAttributes? attributes, Namespace space)
    {
        if (attributes is null) return null;
        var typed = new SearchAttributes();
        foreach (var (name, payload) in attributes.IndexedFields)
        {
            var type = space.TypeOf(name) ?? throw ServiceException.Invalid(
                $"Namespace {space.Name} has no mapping defined for search attribute {name}");
            if (!AttributeValue.TryCheck(payload, type, out var checkedPayload, out var shown))
            {
                throw ServiceException.Invalid(
                    $"invalid value for search attribute {name} of type {AttributeType.Name(type)}: {shown}");
            }

            typed.IndexedFields.Add(name, checkedPayload);
        }

        return typed;
    }

    private static bool IsNegative(Duration? value) => value is not null && (value.Seconds < 0 || value.Nanos < 0);
}
