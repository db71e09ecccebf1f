using System.Collections.Concurrent;
using System.Reflection;
using Temporalio.Activities;

namespace Temporalio.Workflows;

/// <summary>The names behind methods that are called by lambda: each method's attributes are read once per
/// cache.</summary>
internal sealed class CallNames
{
    private readonly ConcurrentDictionary<MethodInfo, string> _activities = new();
    private readonly ConcurrentDictionary<MethodInfo, string> _signals = new();
    private readonly ConcurrentDictionary<MethodInfo, string> _workflows = new();

    public string Activity(MethodInfo method) =>
        _activities.GetOrAdd(method, static m => ActivityDefinition.NameFromMethodForCall(m));

    public string Signal(MethodInfo method) => _signals.GetOrAdd(method, static m =>
        WorkflowSignalDefinition.FromMethod(m).Name
            ?? throw new ArgumentException($"{m} is a dynamic signal and cannot be called; send it by name."));

    public string Workflow(MethodInfo method) => _workflows.GetOrAdd(
        method, static m => WorkflowDefinition.NameFromRunMethodForCall(m));
}
