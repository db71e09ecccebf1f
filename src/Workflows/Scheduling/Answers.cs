using System.Globalization;
using Pipelines.Definitions.Contracts;
using Pipelines.Workflows.Scheduling.Binding;
using Pipelines.Workflows.Scheduling.Compiled;

namespace Pipelines.Workflows.Scheduling;

/// <summary>Which answers a state takes.</summary>
internal static class Answers
{
    private const int MostNamed = 5;
    private const int MostBytes = 32 * 1024;

    /// <summary>Returns why an answer is refused, as a sentence; null when it is taken.</summary>
    public static string? Refusal(FlowState state, StepAnswer answer)
    {
        if (!state.Awaited.TryGetValue(answer.Step, out var key) || state[key].Wait is not { } wait)
        {
            return ChunkOf(state, answer.Step)
                ?? $"step '{Shown.Cut(answer.Step)}' waits for no answer; {Waiting(state)}";
        }

        return wait.For switch
        {
            "approval" => Kind(answer, AnswerKind.Approve, AnswerKind.Reject),
            "callback" => Kind(answer, AnswerKind.Complete, AnswerKind.Fail)
                ?? OfCallback((CompiledStep.Callback)state.StepOf(key), wait, answer),
            "decision" => Kind(answer, AnswerKind.Retry, AnswerKind.Skip, AnswerKind.Fail)
                ?? OfDecision(state, key, answer),
            _ => $"step '{answer.Step}' waits for {(wait.For == "time" ? "a time" : "its next attempt")}, not for an "
                + "answer",
        };
    }

    // A chunk of items is a workflow of its own, which takes the answers to its steps.
    private static string? ChunkOf(FlowState state, string step)
    {
        foreach (var (path, key) in state.Chunked)
        {
            if (!step.StartsWith(path + "[", StringComparison.Ordinal) || state[key].Work is not StepWork.Items work)
                continue;
            var digits = step[(path.Length + 1)..].Split(']', 2)[0];
            if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var item)) continue;
            var chunk = work.Chunks.FirstOrDefault(one => item >= one.Key && item < one.Key + one.Value.Count);
            if (chunk.Value is null) continue;
            var name = $"{path}[{chunk.Key}..{chunk.Key + chunk.Value.Count - 1}]";
            return $"step '{Shown.Cut(step)}' runs in a child workflow; send the answer to "
                + $"'{state.Run.Context.ExecutionId}/{name}'";
        }

        return null;
    }

    private static string Waiting(FlowState state)
    {
        var names = state.Awaited
            .Where(step => state[step.Value].Wait?.For is "approval" or "callback" or "decision")
            .Select(step => $"'{step.Key}' ({state[step.Value].Wait!.For})")
            .Order(StringComparer.Ordinal)
            .Take(MostNamed + 1)
            .ToList();
        if (names.Count == 0) return "no step does";
        var more = names.Count > MostNamed ? ", …" : "";
        return "those that do: " + string.Join(", ", names.Take(MostNamed)) + more;
    }

    private static string? Kind(StepAnswer answer, params AnswerKind[] taken) => taken.Contains(answer.Kind)
        ? null
        : $"step '{answer.Step}' takes {string.Join(", ", taken.Select(Word))}, not {Word(answer.Kind)}";

    private static string Word(AnswerKind kind) => $"'{kind.ToString().ToLowerInvariant()}'";

    private static string? OfCallback(CompiledStep.Callback step, StepWait wait, StepAnswer answer)
    {
        if (answer.Token != wait.Token)
            return $"the token is not the one of step '{answer.Step}' and its present attempt";
        if (answer.Kind == AnswerKind.Fail) return null;
        var missing = step.Of.Outputs.Where(name => !answer.Outputs.ContainsKey(name)).ToList();
        return missing.Count > 0
            ? $"step '{answer.Step}' has to have the outputs {string.Join(", ", step.Of.Outputs)}; missing: "
            + $"{string.Join(", ", missing)}"
            : TooLarge(answer);
    }

    private static string? OfDecision(FlowState state, StepKey key, StepAnswer answer)
    {
        if (answer.Kind != AnswerKind.Retry) return TooLarge(answer);
        var declared = FlowParameters.DeclaredAround(state, state.Frames[key.Frame]);
        foreach (var (name, value) in answer.Parameters)
        {
            if (declared.FirstOrDefault(parameter => parameter.Name == name) is not { } parameter)
            {
                return $"the pipeline has no parameter '{Shown.Cut(name)}'";
            }

            if (ParameterForms.Fault(parameter, value) is { } fault) return $"parameter '{name}': {fault}";
        }

        return null;
    }

    private static string? TooLarge(StepAnswer answer) => ValueSize.Largest(answer.Outputs, MostBytes) is { } name
        ? $"the outputs, of which '{name}' is the largest, have more than {MostBytes / 1024} KiB; "
            + "give a place where the content can be found instead"
        : null;
}
