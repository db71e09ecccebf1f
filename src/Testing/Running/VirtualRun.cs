using System.Text.Json;
using Pipelines.Definitions.Contracts;
using Pipelines.Definitions.Model;
using Pipelines.Testing.Fakes;
using Pipelines.Workflows.Scheduling;

namespace Pipelines.Testing.Running;

/// <summary>
/// Plays workflow, service and workers for one execution: takes the interpreter's commands and tells it what happened,
/// in virtual time.
/// </summary>
internal sealed class VirtualRun
{
    private const int MostEvents = 1_000_000;

    // As the workflow has it: registering twice gives one version.
    private static readonly RetryDefinition RegisterRetry = new(5, TimeSpan.FromSeconds(1), 2, null, []);

    private readonly OfflineTest _test;
    private readonly FakeBook _fakes;
    private readonly Agenda<Planned> _agenda = new();
    private readonly Dictionary<string, Work> _working = new(StringComparer.Ordinal);
    private readonly Dictionary<string, StepWait> _asked = new(StringComparer.Ordinal);
    private readonly HashSet<int> _timers = [];
    private readonly Dictionary<string, int> _versions = new(StringComparer.Ordinal);
    private readonly List<FakeCall> _calls = [];
    private readonly List<string> _begun = [];
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private DateTimeOffset _now;
    private bool _isOver;

    public VirtualRun(OfflineTest test)
    {
        _test = test;
        _fakes = new FakeBook(test.Steps);
        _now = test.Start;
    }

    /// <summary>Runs until the execution ends, or nothing more can happen.</summary>
    public OfflineRun ToEnd()
    {
        var (state, commands) = Flow.Start(_test.Input(), _now);
        if (_test.StopAfter is { } stop) _agenda.Add(_now + stop, new Planned(new FlowEvent.CancelRequested()));
        Take(state, commands);
        for (var events = 0; !_isOver && _agenda.TryTake(out var at, out var planned); events++)
        {
            if (events == MostEvents)
                throw new InvalidOperationException($"The execution had {MostEvents:N0} events and did not end.");
            if (planned.Work is { } work
                && !(_working.TryGetValue(work.Path, out var current) && ReferenceEquals(current, work))) continue;
            if (planned.Event is FlowEvent.TimerFired timer && !_timers.Remove(timer.Timer)) continue;
            _now = at > _now ? at : _now;
            if (planned.NextAttempt)
            {
                Attempt(planned.Work!);
                continue;
            }

            if (planned.Answer is { } answer && Refuses(state, answer)) continue;
            if (planned.Work is { } ended) _working.Remove(ended.Path);
            (state, commands) = Flow.On(state, planned.Event ?? new FlowEvent.Answered(planned.Answer!), _now);
            Take(state, commands);
        }

        return new OfflineRun
        {
            State = StateView.Of(state),
            Duration = _now - _test.Start,
            Calls = _calls,
            Begun = _begun,
            Stuck = _isOver ? null : Stuck(state),
        };
    }

    // An answer that comes when the step has stopped waiting, for its time was up, is nobody's fault.
    private static bool Refuses(FlowState state, StepAnswer answer) => Flow.Refusal(state, answer) is { } refusal
        && (state.Awaited.ContainsKey(answer.Step)
            ? throw new InvalidOperationException($"The answer in the test is refused: {refusal}.") : true);

    private void Take(FlowState state, IReadOnlyList<FlowCommand> commands)
    {
        foreach (var command in commands) Perform(command);
        Ask(state);
    }

    private void Perform(FlowCommand command)
    {
        switch (command)
        {
            case FlowCommand.RunJob job:
                Begin(new Work(
                    job.Path,
                    FakeOutcome.Json(job.Request),
                    job.Options,
                    job.Options.Retry,
                    fake => OfJob(job.Request, fake)));
                break;
            case FlowCommand.RegisterModel model:
                Begin(new Work(
                    model.Path,
                    FakeOutcome.Json(Shown(model.Request)),
                    model.Options,
                    model.Options.Retry ?? RegisterRetry,
                    fake => OfRegistration(model.Request, fake)));
                break;
            case FlowCommand.CallHttp call:
                Begin(new Work(
                    call.Path,
                    FakeOutcome.Json(call.Request),
                    call.Options,
                    call.Options.Retry,
                    fake => OfHttp(call.Request, fake)));
                break;
            case FlowCommand.StartTimer timer:
                _timers.Add(timer.Timer);
                _agenda.Add(_now + timer.After, new Planned(new FlowEvent.TimerFired(timer.Path, timer.Timer)));
                break;
            case FlowCommand.CancelTimer cancelled:
                _timers.Remove(cancelled.Timer);
                break;
            case FlowCommand.CancelStep cancel:
                var stopped = _working[cancel.Path] = _working[cancel.Path].Again();
                _agenda.Add(_now, new Planned(new FlowEvent.StepCancelled(cancel.Path), stopped));
                break;
            case FlowCommand.StartDeadline deadline:
                _agenda.Add(_now + deadline.After, new Planned(new FlowEvent.DeadlineReached()));
                break;
            case FlowCommand.Finish:
                _isOver = true;
                break;
            default:
                throw new InvalidOperationException($"Unknown command {command.GetType().Name}.");
        }
    }

    private void Begin(Work work)
    {
        if (_seen.Add(work.Path)) _begun.Add(work.Path);
        _working[work.Path] = work;
        Attempt(work);
    }

    private void Attempt(Work work)
    {
        var number = ++work.Attempts;
        _calls.Add(new FakeCall(work.Path, number, _now - _test.Start, work.Request));
        var fake = _fakes.Result(work.Path);
        var duration = fake.Duration ?? FakeResult.UsualDuration;
        var (result, failure) = work.Play(fake);
        if (work.Options.Timeout is { } limit && duration > limit)
            (duration, failure) = (
                limit, new FakeFailure("Timeout", $"the attempt took longer than the step's timeout"));
        var end = _now + duration;
        if (failure is null) _agenda.Add(
            end, new Planned(new FlowEvent.StepCompleted(work.Path, result! with { Attempts = number }), work));
        else if (FakeOutcome.NextAttempt(work.Retry, failure, number) is { } wait) _agenda.Add(
            end + wait, new Planned(null, work) { NextAttempt = true });
        else _agenda.Add(
            end, new Planned(new FlowEvent.StepFailed(work.Path, FakeOutcome.ErrorOf(failure), number), work));
    }

    // A model stands there as in all other values.
    private static object Shown(RegisterRequest request) => new
    {
        request.Group,
        Model = new Dictionary<string, ArtifactReference> { [ArtifactReference.Marker] = request.Model },
        request.Approval,
        request.Metrics,
        request.Note,
    };

    private static (StepResult?, FakeFailure?) OfJob(JobRequest request, FakeResult fake)
    {
        if (fake.Failure is { } failure) return (null, failure);
        var (outputs, metrics) = FakeOutcome.OfJob(request, fake);
        return (new StepResult(outputs, metrics, 1), null);
    }

    private (StepResult?, FakeFailure?) OfRegistration(RegisterRequest request, FakeResult fake)
    {
        if (fake.Failure is { } failure) return (null, failure);
        var outputs = new Dictionary<string, JsonElement>(StringComparer.Ordinal)
        {
            ["group"] = FakeOutcome.Json(request.Group),
            ["version"] = fake.Outputs.TryGetValue("version", out var version)
                ? version
                : FakeOutcome.Json(_versions[request.Group] = _versions.GetValueOrDefault(request.Group) + 1),
        };
        return (new StepResult(outputs, StepOutputs.None, 1), null);
    }

    private static (StepResult?, FakeFailure?) OfHttp(HttpRequest request, FakeResult fake) =>
        FakeOutcome.FailureOf(request, fake) is { } failure
            ? (null, failure)
            : (new StepResult(FakeOutcome.OfHttp(fake), StepOutputs.None, 1), null);

    private void Ask(FlowState state)
    {
        foreach (var path in _asked.Keys.Where(path => !state.Awaited.ContainsKey(path)).ToList()) _asked.Remove(path);
        foreach (var (path, key) in state.Awaited.OrderBy(step => step.Key, StringComparer.Ordinal))
        {
            if (state[key].Wait is not { } wait
                || (_asked.TryGetValue(path, out var known) && ReferenceEquals(known, wait))) continue;
            _asked[path] = wait;
            if (_seen.Add(path)) _begun.Add(path);
            if (wait.For is not ("approval" or "callback" or "decision")
                || _fakes.Answer(path, wait) is not { } answer) continue;
            _agenda.Add(_now + answer.After, new Planned(null)
            {
                Answer = new StepAnswer
                {
                    Step = path,
                    Kind = answer.Kind,
                    Token = wait.Token,
                    By = answer.By,
                    Comment = answer.Comment,
                    Outputs = answer.Outputs,
                    Parameters = answer.Parameters,
                },
            });
        }
    }

    private static string Stuck(FlowState state) => string.Join(", ", state.Awaited
        .Where(step => state[step.Value].Wait is not null).OrderBy(step => step.Key, StringComparer.Ordinal)
        .Select(
            step => $"'{step.Key}' waits for {(state[step.Value].Wait!.For == "approval" ? "an" : "a")} "
                + $"{state[step.Value].Wait!.For}"));

    private sealed record Planned(FlowEvent? Event, Work? Work = null)
    {
        public bool NextAttempt { get; init; }

        public StepAnswer? Answer { get; init; }
    }

    // Identity matters: what was planned for a work that was replaced does not happen.
    private sealed class Work(
        string path, JsonElement request, StepOptions options, RetryDefinition? retry, Func<FakeResult,
            (StepResult?, FakeFailure?)> play)
    {
        public string Path => path;

        public JsonElement Request => request;

        public StepOptions Options => options;

        public RetryDefinition? Retry => retry;

        public int Attempts { get; set; }

        public (StepResult? Result, FakeFailure? Failure) Play(FakeResult fake) => play(fake);

        public Work Again() => new(path, request, options, retry, play);
    }
}
