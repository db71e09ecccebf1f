using Temporalio.Workflows;

namespace Temporalio.Tests.Scenarios;

/// <summary>Workflow code that a test writes where it is needed.</summary>
public sealed record EdgeCode
{
    public Func<EdgeWorkflow, Task<string>> Run { get; init; } = async edge =>
    {
        await Workflow.WaitConditionAsync(() => edge.Gone);
        return "gone";
    };

    public Func<Task> OnSignal { get; init; } = () => Task.CompletedTask;

    public Func<string, Task<string>> OnUpdate { get; init; } = Task.FromResult;

    public Action<string> Validate { get; init; } = _ => { };

    public Func<string, string> OnQuery { get; init; } = asked => asked;
}

[Workflow("Edge")]
public sealed class EdgeWorkflow(EdgeCode code)
{
    public bool Gone { get; private set; }

    [WorkflowRun]
    public Task<string> RunAsync() => code.Run(this);

    [WorkflowSignal]
    public Task GoAsync()
    {
        Gone = true;
        return Task.CompletedTask;
    }

    [WorkflowSignal]
    public Task DoAsync() => code.OnSignal();

    [WorkflowUpdate]
    public Task<string> TryAsync(string argument) => code.OnUpdate(argument);

    [WorkflowUpdateValidator(nameof(TryAsync))]
    public void ValidateTry(string argument) => code.Validate(argument);

    [WorkflowQuery]
    public string Ask(string argument) => code.OnQuery(argument);
}

/// <summary>Takes its arguments as they come.</summary>
[Workflow("Arguments")]
public sealed class ArgumentsWorkflow
{
    [WorkflowRun]
    public Task<string> RunAsync(int number, string? text, int other = 7, DateTime when = default) =>
        Task.FromResult($"{number} {text ?? "null"} {other} {when.Year}");
}

/// <summary>Tells of whom it is.</summary>
[Workflow("Kin")]
public sealed class KinWorkflow
{
    [WorkflowRun]
    public Task<string> RunAsync() => Task.FromResult(
        $"{Workflow.Info.Parent?.WorkflowId} {Workflow.Info.Root?.WorkflowId} {Workflow.Info.Priority.PriorityKey}");
}
