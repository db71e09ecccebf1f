using System.Text.Json;
using Pipelines.Definitions.Contracts;
using Pipelines.Definitions.Model;
using Pipelines.Workflows.Scheduling;

namespace Pipelines.Workflows.Tests.Scheduling;

/// <summary>Plays the workflow's part: takes commands, and says what happened.</summary>
internal sealed class Execution
{
    private readonly bool _continues;
    private DateTimeOffset _now = new(2030, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public Execution(PipelineDefinition definition, params (string Name, object? Value)[] parameters)
        : this(definition.Run(parameters))
    {
    }

    /// <param name="run">What runs.</param>
    /// <param name="continues">True to continue as new after every event that leaves no activity at work.</param>
    /// <param name="patches">Patches by which it decides; null for all.</param>
    public Execution(PipelineRun run, bool continues = false, string[]? patches = null)
    {
        _continues = continues;
        (State, var commands) = Flow.Start(run, _now, isPatched: patches is null ? null : patches.Contains);
        Take(commands);
    }

    /// <summary>How often it continued as new.</summary>
    public int Continuations { get; private set; }

    public FlowState State { get; private set; }

    /// <summary>Every command so far.</summary>
    public List<FlowCommand> Commands { get; } = [];

    /// <summary>Paths of the steps that have an activity, in the order they were started.</summary>
    public List<string> Running { get; } = [];

    public List<string> Cancelling { get; } = [];

    /// <summary>Timers at work, by step path.</summary>
    public Dictionary<string, FlowCommand.StartTimer> Timers { get; } = [];

    public FlowOutcome? Outcome => Commands.OfType<FlowCommand.Finish>().SingleOrDefault()?.Outcome;

    public ExecutionState View => StateView.Of(State);

    public IReadOnlyList<string> Started => [.. Commands.Select(PathOf).OfType<string>()];

    public StepStatus this[string path] => View.Steps[path].Status;

    public JobRequest RequestOf(string path) =>
        Commands.OfType<FlowCommand.RunJob>().Last(job => job.Path == path).Request;

    public Execution Complete(string path, params (string Name, object? Value)[] outputs) => Happens(new FlowEvent.StepCompleted(
        path, new StepResult(outputs.ToDictionary(o => o.Name, o => Steps.Json(o.Value)), StepOutputs.None, 1)));

    public Execution CompleteWithMetrics(string path, params (string Name, object? Value)[] metrics) => Happens(
        new FlowEvent.StepCompleted(
            path, new StepResult(StepOutputs.None, metrics.ToDictionary(m => m.Name, m => Steps.Json(m.Value)), 1)));

    public Execution Fails(string path, string type = "ScriptFailed", string message = "broken") =>
        Happens(new FlowEvent.StepFailed(path, new StepError(type, message), 1));

    /// <summary>Lets the time of a step's timer go by.</summary>
    public Execution Fire(string path)
    {
        Assert.True(Timers.Remove(path, out var timer), $"{path} has no timer");
        _now += timer.After;
        return Happens(new FlowEvent.TimerFired(path, timer.Timer));
    }

    public Execution Answer(
        string path,
        AnswerKind kind,
        string? by = null,
        string? comment = null,
        string? token = null,
        (string Name, object? Value)[]? outputs = null,
        (string Name, object? Value)[]? parameters = null)
    {
        var answer = new StepAnswer
        {
            Step = path,
            Kind = kind,
            By = by,
            Comment = comment,
            Token = token,
            Outputs = (outputs ?? []).ToDictionary(o => o.Name, o => Steps.Json(o.Value)),
            Parameters = (parameters ?? []).ToDictionary(p => p.Name, p => Steps.Json(p.Value)),
        };
        Assert.Null(Flow.Refusal(State, answer));
        return Happens(new FlowEvent.Answered(answer));
    }

    public Execution Cancel() => Happens(new FlowEvent.CancelRequested());

    public Execution Happens(FlowEvent happened)
    {
        if (PathOf(happened) is { } path) Assert.True(Running.Remove(path), $"{path} is not running");
        _now += TimeSpan.FromSeconds(1);
        if (_continues) (State, _) = Flow.On(State, new FlowEvent.PauseRequested(), _now);
        (State, var commands) = Flow.On(State, happened, _now);
        Take(commands);
        if (_continues) Continue();
        return this;
    }

    // As the workflow does: the next run knows nothing but its input, which has been JSON.
    private void Continue()
    {
        if (Outcome is not null) return;
        if (!Flow.CanContinue(State))
        {
            (State, var resumed) = Flow.On(State, new FlowEvent.PauseEnded(), _now);
            Take(resumed);
            return;
        }

        var json = JsonSerializer.Serialize(Flow.Continued(State), PipelineJson.Options);
        Timers.Clear();
        Continuations++;
        (State, var commands) = Flow.Start(JsonSerializer.Deserialize<PipelineRun>(json, PipelineJson.Options)!, _now, State.Draw);
        Take(commands);
    }

    /// <summary>Completes whatever runs, first in first out, until nothing does.</summary>
    public Execution Drain(Func<string, IReadOnlyDictionary<string, JsonElement>>? outputs = null)
    {
        while (Running.Count > 0)
        {
            var path = Running[0];
            Happens(new FlowEvent.StepCompleted(path, new StepResult(outputs?.Invoke(path) ?? StepOutputs.None, StepOutputs.None, 1)));
        }

        return this;
    }

    private static string? PathOf(FlowCommand command) => command switch
    {
        FlowCommand.RunJob job => job.Path,
        FlowCommand.RegisterModel register => register.Path,
        FlowCommand.CallHttp call => call.Path,
        _ => null,
    };

    private static string? PathOf(FlowEvent happened) => happened switch
    {
        FlowEvent.StepCompleted completed => completed.Path,
        FlowEvent.StepFailed failed => failed.Path,
        FlowEvent.StepCancelled cancelled => cancelled.Path,
        _ => null,
    };

    private void Take(IReadOnlyList<FlowCommand> commands)
    {
        Assert.Null(Outcome);
        Commands.AddRange(commands);
        Running.AddRange(commands.Select(PathOf).OfType<string>());
        foreach (var command in commands)
        {
            if (command is FlowCommand.StartTimer timer) Timers.Add(timer.Path, timer);
            if (command is FlowCommand.CancelTimer cancelled) Assert.True(Timers.Remove(cancelled.Path), cancelled.Path);
        }

        Cancelling.AddRange(commands.OfType<FlowCommand.CancelStep>().Select(cancel => cancel.Path));
    }
}
