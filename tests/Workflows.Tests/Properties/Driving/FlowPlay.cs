using System.Text.Json;
using Pipelines.Definitions.Contracts;
using Pipelines.Definitions.Model;
using Pipelines.Workflows.Scheduling;
using Pipelines.Workflows.Tests.Properties.Generation;
using Pipelines.Workflows.Tests.Properties.Oracle;

namespace Pipelines.Workflows.Tests.Properties.Driving;

/// <summary>Drives the interpreter's decisions alone: what a script says happens at the moments that it says.</summary>
internal sealed class FlowPlay
{
    private static readonly DateTimeOffset Start = new(2030, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly RandomCase _case;
    private readonly PriorityQueue<(string? Key, FlowEvent Event), (long At, int Order)> _coming = new();
    private readonly Dictionary<string, (Call Call, int Opening, int Number, List<long> Attempts)> _running = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _openings = new(StringComparer.Ordinal);
    private readonly Asked _asked;
    private readonly HashSet<string> _forgotten = new(StringComparer.Ordinal);
    private long _now;
    private int _order;

    private FlowPlay(RandomCase random, PipelineRun run)
    {
        (_case, _asked) = (random, new Asked(random.Script));
        (State, var commands) = Flow.Start(run, Start);
        Take(commands);
        if (random.CancelAt is { } stop) Plan(stop, null, new FlowEvent.CancelRequested());
        while (Outcome is null) Next();
    }

    public FlowState State { get; private set; }

    public List<FlowCommand> Commands { get; } = [];

    public List<string> Calls { get; } = [];

    public FlowOutcome? Outcome => (Commands.LastOrDefault() as FlowCommand.Finish)?.Outcome;

    public ExecutionState View => StateView.Of(State);

    /// <summary>Runs a case to its end.</summary>
    /// <exception cref="InvalidOperationException">It waits for what will never happen.</exception>
    public static FlowPlay Of(RandomCase random) => new(random, random.Run);

    private void Next()
    {
        if (!_coming.TryDequeue(out var next, out var when))
        {
            throw new InvalidOperationException($"Nothing will ever happen again: {string.Join(", ", _running.Keys)} are at work, "
                + string.Join(", ", View.Steps.Where(step => step.Value.Status == StepStatus.Waiting).Select(step => step.Key)) + " wait.");
        }

        var isAnswer = next.Event is FlowEvent.Answered;
        if (next.Key is { } key && (_forgotten.Contains(key) || (isAnswer && !_asked.Has(key)))) return;
        _now = when.At;
        if (next.Event is FlowEvent.StepCompleted or FlowEvent.StepFailed or FlowEvent.StepCancelled) Ended(PathOf(next.Event));
        if (next.Event is FlowEvent.Answered answered) _asked.Forget(answered.Answer.Step);
        (State, var commands) = Flow.On(State, next.Event, Start.AddMilliseconds(_now));
        Take(commands);
    }

    private void Ended(string path)
    {
        if (!_running.Remove(path, out var activity)) return;
        Calls[activity.Number] = activity.Call.Text(activity.Attempts.Count(begin => begin <= _now));
    }

    private static string PathOf(FlowEvent ended) => ended switch
    {
        FlowEvent.StepCompleted completed => completed.Path,
        FlowEvent.StepFailed failed => failed.Path,
        _ => ((FlowEvent.StepCancelled)ended).Path,
    };

    private void Plan(long at, string? key, FlowEvent happens) => _coming.Enqueue((key, happens), (at, _order++));

    private void Take(IReadOnlyList<FlowCommand> commands)
    {
        foreach (var command in commands)
        {
            Commands.Add(command);
            switch (command)
            {
                case FlowCommand.RunJob job:
                    Begin(job.Path, Call.Of(job.Request), job.Options);
                    break;
                case FlowCommand.RegisterModel register:
                    Begin(register.Path, Call.Of(register.Request), register.Options);
                    break;
                case FlowCommand.CallHttp http:
                    Begin(http.Path, Call.Of(http.Request), http.Options);
                    break;
                case FlowCommand.CancelStep cancel:
                    Stop(cancel.Path);
                    break;
                case FlowCommand.StartTimer timer:
                    Plan(_now + (long)timer.After.TotalMilliseconds, $"timer {timer.Timer}", new FlowEvent.TimerFired(timer.Path, timer.Timer));
                    break;
                case FlowCommand.CancelTimer timer:
                    _forgotten.Add($"timer {timer.Timer}");
                    break;
                case FlowCommand.StartDeadline deadline:
                    Plan((long)deadline.After.TotalMilliseconds, null, new FlowEvent.DeadlineReached());
                    break;
                default:
                    break;
            }
        }

        if (Outcome is null) Answer();
    }

    // The service tries an activity again by itself: its end is all that the workflow sees.
    private void Begin(string path, Call call, StepOptions options)
    {
        Assert.DoesNotContain(path, _running);
        var opening = Count("activity", path);
        var attempts = new List<long>();
        _running[path] = (call, opening, Calls.Count, attempts);
        CheckBounds(path);
        Calls.Add(call.Text(1));
        var at = _now;
        for (var attempt = 1; ; attempt++)
        {
            attempts.Add(at);
            var play = _case.Script.Of(call.Program, path, opening, attempt);
            var longest = (long?)options.Timeout?.TotalMilliseconds ?? long.MaxValue;
            var (time, error) = play.Time <= longest ? (play.Time.Value, play.Error) : (longest, "Timeout");
            if (time == long.MaxValue) return;
            at += time;
            var key = $"activity {path} {opening}";
            var number = attempt;
            if (error is null)
            {
                Plan(at, key, new FlowEvent.StepCompleted(path, ResultOf(call, path, opening, number)));
                return;
            }

            if (attempt >= (options.Retry?.Attempts ?? 1) || options.Retry!.NotOn.Contains(error))
            {
                Plan(at, key, new FlowEvent.StepFailed(path, new StepError(error, "scripted"), attempt));
                return;
            }

            at += Interval(options.Retry, attempt);
        }
    }

    // Neither the execution nor a nested pipeline around the step has more at work than it lets.
    private void CheckBounds(string path)
    {
        Assert.InRange(_running.Count, 1, _case.Run.Definition.Parallelism ?? int.MaxValue);
        var frame = State.Frames[State.Running[path].Frame];
        while (frame.Owner is { } owner)
        {
            frame = State.Frames[owner.Frame];
            var around = frame.PathOf(owner.Index) + ".";
            var bound = (State.StepOf(owner).Definition as StepDefinition.Nested)?.Pipeline.Parallelism;
            var inside = _running.Keys.Count(other => other.StartsWith(around, StringComparison.Ordinal));
            Assert.InRange(inside, 0, bound ?? int.MaxValue);
        }
    }

    private StepResult ResultOf(Call call, string path, int opening, int attempt)
    {
        var outputs = _case.Script.Outputs(path, opening, attempt);
        return new StepResult(Outputs(call, outputs), StepOutputs.None, attempt);
    }

    private static IReadOnlyDictionary<string, JsonElement> Outputs(
        Call call, IReadOnlyDictionary<string, JsonElement> drawn) => call.Name switch
    {
        ActivityNames.CallHttp => new Dictionary<string, JsonElement>
        {
            ["status"] = Scheduling.Steps.Json(200),
            ["body"] = Scheduling.Steps.Json(drawn),
            ["headers"] = Scheduling.Steps.Json(new Dictionary<string, string>()),
        },
        ActivityNames.RegisterModel => new Dictionary<string, JsonElement>
        {
            ["group"] = Scheduling.Steps.Json(call.Input.Split('"')[1]),
            ["version"] = Scheduling.Steps.Json(1),
        },
        _ => drawn,
    };

    private void Stop(string path)
    {
        var opening = _running[path].Opening;
        _forgotten.Add($"activity {path} {opening}");
        Plan(_now, null, new FlowEvent.StepCancelled(path));
    }

    private int Count(string what, string path) =>
        _openings[$"{what} {path}"] = _openings.GetValueOrDefault($"{what} {path}") + 1;

    // Whoever is asked sees it in the state, and answers after a while.
    private void Answer()
    {
        foreach (var (key, after, answer) in _asked.Look(View.Steps, _running.ContainsKey))
        {
            Plan(_now + after, key, new FlowEvent.Answered(answer));
        }
    }

    private static long Interval(RetryDefinition retry, int made) => (long)Math.Min(
        retry.Interval.TotalMilliseconds * Math.Pow(retry.Backoff, made - 1),
        (retry.Maximum ?? (100 * retry.Interval)).TotalMilliseconds);
}
