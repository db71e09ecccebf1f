using Temporalio.Api.Enums.V1;

namespace Temporalio.Service.History.Commands;

/// <summary>Why a command cannot be carried out: the workflow task fails with it.</summary>
/// <param name="Cause">What WorkflowTaskFailed tells.</param>
/// <param name="Message">More of it; empty when the cause says all.</param>
internal sealed record CommandFault(WorkflowTaskFailedCause Cause, string Message)
{
    /// <summary>True when trying again cannot help: the run is terminated too.</summary>
    public bool IsFatal { get; init; }

    /// <summary>The text of the failure and of the refusal: <c>BadStartTimerAttributes: …</c>.</summary>
    public string Text => Message.Length == 0 ? Cause.ToString() : $"{Cause}: {Message}";
}
