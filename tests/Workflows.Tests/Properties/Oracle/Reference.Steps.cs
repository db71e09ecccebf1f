using System.Text.Json;
using Pipelines.Definitions.Contracts;
using Pipelines.Definitions.Expressions;
using Pipelines.Definitions.Model;

namespace Pipelines.Workflows.Tests.Properties.Oracle;

/// <content>One step: when, attempts, and what a person decides about it.</content>
internal sealed partial class Reference
{
    private StepRecord Step(StepDefinition step, string path, Scope scope, long ready, Limits limits)
    {
        var at = ready;
        var attempts = 0;
        while (true)
        {
            StepRecord record;
            try
            {
                if (step.When is { } test && !scope.IsTrue(test)) return new StepRecord(StepStatus.Skipped, at);
                record = Attempts(step, path, scope, at, limits, attempts);
            }
            catch (ExpressionFailedException)
            {
                record = Failed(at, "ExpressionFailed", path) with { Attempts = attempts };
            }

            attempts = record.Attempts;
            if (record is not { Status: StepStatus.Failed, Cause.IsDeliberate: false }
                || step.OnFailure != OnFailure.Wait
                || record.End >= _stop // nobody is asked any more
                || !limits.MayStart(path, record.End)) return record;
            var (after, answer) = script.Answer("decision", path, _world.Open("decision", path), hasTimeout: false)!.Value;
            at = record.End + after;
            if (at == _stop) throw new AmbiguousException($"{path} is decided when the execution is stopped");
            if (at > _stop && _stop <= limits.HaltAt) return At(record, _stop);
            if (!limits.MayStart(path, at)) return At(record, limits.HaltAt);
            if (answer.Kind == AnswerKind.Fail) return At(record, at);
            if (answer.Kind == AnswerKind.Skip)
            {
                return new StepRecord(StepStatus.Succeeded, at) { Attempts = attempts, Outputs = answer.Outputs };
            }

            _world.Forget(path);
        }
    }

    private StepRecord Attempts(StepDefinition step, string path, Scope scope, long ready, Limits limits, int before)
    {
        if (step is StepDefinition.Job or StepDefinition.Http or StepDefinition.Register)
        {
            return Activity(step, path, scope, ready, limits, before);
        }

        var at = ready;
        for (var made = 1; ; made++)
        {
            StepRecord record;
            try
            {
                record = Attempt(step, path, scope, at, limits, before + made) with { Attempts = before + made };
            }
            catch (ExpressionFailedException)
            {
                return Failed(at, "ExpressionFailed", path) with { Attempts = before + made - 1 };
            }

            if (record is not { Status: StepStatus.Failed, Cause: { IsDeliberate: false } cause }
                || step.Retry is not { } retry
                || made >= retry.Attempts
                || retry.NotOn.Contains(cause.Type)
                || !limits.MayStart(path, record.End)) return record;
            at = record.End + Interval(retry, made);
            if (!limits.MayStart(path, at)) return At(record, limits.HaltAt);
            _world.Forget(path);
        }
    }

    // One attempt, of a step that is no activity. What is evaluated before it begins is not part of it.
    private StepRecord Attempt(
        StepDefinition step, string path, Scope scope, long ready, Limits limits, int number) => step switch
    {
        StepDefinition.Fail fail => FailStep(fail, path, scope, ready),
        StepDefinition.Condition condition => Timed(step, path, scope, ready, limits, Branch(condition, path, scope, ready)),
        StepDefinition.Loop loop => Timed(step, path, scope, ready, limits, Loop(loop, path, scope, ready)),
        StepDefinition.ForEach each => Timed(step, path, scope, ready, limits, ForEach(each, path, scope, ready)),
        StepDefinition.Guarded group => Guarded(group, path, scope, ready, limits, number),
        StepDefinition.Nested nested => Nested(nested, path, scope, ready, limits, number),
        StepDefinition.ManualApproval approval => Approval(approval, path, scope, ready, limits),
        StepDefinition.Callback callback => Callback(callback, path, scope, ready, limits),
        StepDefinition.Wait wait => Wait(wait, path, scope, ready, limits),
        _ => throw new NotSupportedException(step.Type),
    };

    // A timeout covers all inside; when the block has not ended by then, the step fails with it.
    private StepRecord Timed(
        StepDefinition step, string path, Scope scope, long ready, Limits limits, Func<Limits, StepRecord> blocks)
    {
        var deadline = step.Timeout is { } timeout ? ready + Milliseconds(timeout) : long.MaxValue;
        var bounds = Bounded(limits, deadline);
        var record = Contains(step) ? ContainedStep(blocks, scope.Mode, bounds) : blocks(bounds);
        if (record.End >= deadline)
        {
            CheckDeadline(path, deadline, limits);
            if (record.Cause is { IsDeliberate: true }) throw new AmbiguousException($"{path}: ended by 'fail', and then its time is up");
            var heard = Math.Min(record.Cause?.At ?? long.MaxValue, record.End);
            record = Failed(record.End, "Timeout", path) with { Cause = new Cause(heard, "Timeout", path) };
        }

        // What contains a failure tells of it at its own end; the fail step's failure passes it by.
        return Contains(step) && record.Cause is { } cause && !(cause.IsDeliberate && !Continues(step))
            ? record with { Cause = cause with { At = record.End } }
            : record;
    }

    private static bool Contains(StepDefinition step) => step.Retry is not null || step.OnFailure != OnFailure.Stop;

    private StepRecord ContainedStep(Func<Limits, StepRecord> blocks, FailureMode mode, Limits limits)
    {
        if (mode == FailureMode.ContinueIndependent) return blocks(limits);
        var before = _world.Copy();
        if (blocks(limits) is var record && record.Cause is not { } cause) return record;
        _world = before;
        return blocks(limits.With(new Limits.Limit(cause.At, mode == FailureMode.FailFast, cause.Path)));
    }

    private static Limits Bounded(Limits limits, long deadline) =>
        deadline == long.MaxValue ? limits : limits.With(new Limits.Limit(deadline, Cancels: true, null));

    private static void CheckDeadline(string path, long deadline, Limits limits)
    {
        if (limits.StopAt <= deadline) throw new AmbiguousException($"{path}: stopped, and then its time is up");
    }

    private static StepRecord FailStep(StepDefinition.Fail fail, string path, Scope scope, long ready)
    {
        _ = scope.Json(JsonSerializer.SerializeToElement(fail.Message));
        return Failed(ready, "Fail", path) with { Cause = new Cause(ready, "Fail", path, IsDeliberate: true) };
    }

    private static StepRecord Failed(long at, string type, string path) =>
        new(StepStatus.Failed, at) { Cause = new Cause(at, type, path) };

    private static StepRecord At(StepRecord failed, long at) =>
        failed with { End = at, Cause = failed.Cause! with { At = at } };

    private static long Interval(RetryDefinition retry, int made) => (long)Math.Min(
        retry.Interval.TotalMilliseconds * Math.Pow(retry.Backoff, made - 1),
        (retry.Maximum ?? (100 * retry.Interval)).TotalMilliseconds);
}
