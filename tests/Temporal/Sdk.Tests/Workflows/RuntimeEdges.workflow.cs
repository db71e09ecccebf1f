using Temporalio.Converters;
using Temporalio.Workflows;

namespace Temporalio.Tests.Workflows;

/// <summary>Decides when it is made which exceptions end it.</summary>
[Workflow(Dynamic = true)]
public class ChoosyWorkflow
{
    [WorkflowRun]
    public async Task RunAsync(IRawValue[] args) => await Workflow.WaitConditionAsync(() => args.Length > 5);

    [WorkflowDynamicOptions]
    public WorkflowDefinitionOptions Options() => new() { FailureExceptionTypes = [typeof(FormatException)] };

    [WorkflowSignal]
    public Task BreakAsync() => throw new FormatException("as told");
}
