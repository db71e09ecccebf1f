using Temporalio.Api.Sdk.V1;

namespace Temporalio.Workflows.Running;

/// <summary>What the standard queries tell.</summary>
internal sealed partial class WorkflowInstance
{
    public string StackTraceText() => _details.StackTrace == Worker.WorkflowStackTrace.None
        ? throw new InvalidOperationException(
            "Workflow stack traces are not enabled on this worker; see TemporalWorkerOptions.WorkflowStackTrace.")
        : StandardQueries.Text(_stacks);

    public EnhancedStackTrace StackTraceProto()
    {
        if (_details.StackTrace == Worker.WorkflowStackTrace.None)
            throw new InvalidOperationException(
                "Workflow stack traces are not enabled on this worker; see TemporalWorkerOptions.WorkflowStackTrace.");
        var proto =
            new EnhancedStackTrace { Sdk = new() { Name = Core.SdkIdentity.Name, Version = Core.SdkIdentity.Version } };
        foreach (var stack in _stacks)
            proto.Stacks.Add(StandardQueries.Proto(stack));
        return proto;
    }

    public WorkflowMetadata MetadataProto()
    {
        var definition = new Api.Sdk.V1.WorkflowDefinition { Type = Info.WorkflowType };
        Add(definition.QueryDefinitions, StandardQueries.StackTrace, "Where the workflow waits.");
        foreach (var (name, query) in _queries)
            Add(definition.QueryDefinitions, name, query.Description);
        if (_dynamicQuery != null)
            Add(definition.QueryDefinitions, string.Empty, _dynamicQuery.Description);
        foreach (var (name, signal) in _signals)
            Add(definition.SignalDefinitions, name, signal.Description);
        if (_dynamicSignal != null)
            Add(definition.SignalDefinitions, string.Empty, _dynamicSignal.Description);
        foreach (var (name, update) in _updates)
            Add(definition.UpdateDefinitions, name, update.Description);
        if (_dynamicUpdate != null)
            Add(definition.UpdateDefinitions, string.Empty, _dynamicUpdate.Description);
        return new() { Definition = definition, CurrentDetails = _currentDetails };
    }

    private static void Add(ICollection<WorkflowInteractionDefinition> list, string name, string? description) =>
        list.Add(new() { Name = name, Description = description ?? string.Empty });
}
