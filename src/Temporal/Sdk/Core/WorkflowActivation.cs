using Temporalio.Common;
using Temporalio.Workflows;

namespace Temporalio.Core;

/// <summary>What a workflow is told at one point of its history.</summary>
internal sealed record WorkflowActivation(
    DateTime Time,
    bool IsReplaying,
    int HistoryLength,
    long HistorySize,
    bool ContinueAsNewSuggested,
    IReadOnlyList<SuggestContinueAsNewReason> ContinueAsNewReasons,
    bool TargetVersionChanged,
    WorkerDeploymentVersion? Deployment,
    IReadOnlyList<ActivationJob> Jobs);
