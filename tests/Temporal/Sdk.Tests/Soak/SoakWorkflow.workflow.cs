using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Temporalio.Tests.Soak;

/// <summary>What a run of a <see cref="SoakWorkflow"/> is given: where it stands, and what was heard so far.</summary>
/// <param name="Seed">Says the plan.</param>
/// <param name="Run">Which run of the plan this is, from 0.</param>
/// <param name="Sum">What the runs before came to.</param>
/// <param name="Heard">Numbers by signal.</param>
/// <param name="Updated">Numbers by update.</param>
public sealed record SoakInput(
    int Seed,
    int Run = 0,
    long Sum = 0,
    Dictionary<string, int>? Heard = null,
    Dictionary<string, int>? Updated = null);

/// <summary>Numbers that came from outside, by key.</summary>
public sealed record SoakMessages(Dictionary<string, int> Heard, Dictionary<string, int> Updated)
{
    public SoakMessages()
        : this([], [])
    {
    }
}

/// <summary>Takes the steps of the plan of its seed.</summary>
[Workflow]
public sealed class SoakWorkflow
{
    private readonly SoakInput _input;
    private readonly SoakPlan _plan;
    private readonly SoakMessages _messages;
    private readonly SoakSteps _steps;
    private bool _arrived;

    [WorkflowInit]
    public SoakWorkflow(SoakInput input)
    {
        _input = input;
        _plan = SoakPlan.Of(input.Seed);
        _messages = new(input.Heard ?? [], input.Updated ?? []);
        _steps = new(_messages);
    }

    [WorkflowQuery]
    public int Seed => _input.Seed;

    [WorkflowRun]
    public async Task<long> RunAsync(SoakInput input)
    {
        var sum = input.Sum;
        foreach (var step in _plan.Runs[input.Run])
            sum = SoakModel.Fold(sum, await _steps.TakeAsync(step));
        if (input.Run + 1 < _plan.Runs.Count)
        {
            await Workflow.WaitConditionAsync(() => Workflow.AllHandlersFinished);
            throw Workflow.CreateContinueAsNewException((SoakWorkflow wf) => wf.RunAsync(
                new(input.Seed, input.Run + 1, sum, _messages.Heard, _messages.Updated)));
        }

        _arrived = true;
        await Workflow.WaitConditionAsync(() => Workflow.AllHandlersFinished);
        return _plan.End switch
        {
            SoakEnd.Complete => sum,
            SoakEnd.Fail => throw new ApplicationFailureException("the end", "Soak", details: [sum]),
            _ => await EndCancelledAsync(sum),
        };
    }

    [WorkflowSignal]
    public Task HearAsync(string key, int number)
    {
        _messages.Heard[key] = number;
        return Task.CompletedTask;
    }

    [WorkflowUpdate]
    public async Task<long> SetAsync(string key, int number)
    {
        var worth = await SoakSteps.CallAsync(number, 1, Workflow.CancellationToken);
        _messages.Updated[key] = number;
        return worth;
    }

    [WorkflowUpdateValidator(nameof(SetAsync))]
    public void ValidateSet(string key, int number)
    {
        if (number < 0)
            throw new ApplicationFailureException($"{key} is {number}, below 0.", "Negative");
    }

    /// <summary>Answers when all steps are taken.</summary>
    [WorkflowUpdate]
    public async Task<bool> ArriveAsync()
    {
        await Workflow.WaitConditionAsync(() => _arrived);
        return true;
    }

    private async Task<long> EndCancelledAsync(long sum)
    {
        try
        {
            await Workflow.WaitConditionAsync(() => false);
            return -1;
        }
        catch (OperationCanceledException) when (_plan.End == SoakEnd.CleanUp)
        {
            return SoakModel.Fold(sum, await SoakSteps.CallAsync(_input.Seed, 1, CancellationToken.None));
        }
    }
}
