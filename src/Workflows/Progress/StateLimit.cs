using System.Runtime.InteropServices;
using System.Text.Json;
using Pipelines.Definitions.Contracts;

namespace Pipelines.Workflows.Progress;

/// <summary>Keeps a state below what Temporal takes as one payload.</summary>
internal static class StateLimit
{
    /// <summary>Temporal refuses payloads of 2 MiB; a result holds the outputs twice, a failure a message.</summary>
    public const int Payload = 1 << 20;

    private const int MostSteps = 500;

    /// <summary>
    /// Returns the state, or as much of it as fits <paramref name="bytes"/>: first without the outputs of steps, then
    /// without their metrics and logs, at last with only the first 500 steps that ran and did not succeed.
    /// </summary>
    public static ExecutionState Cut(ExecutionState state, int bytes)
    {
        if (AtMost(state) <= bytes || Fits(state, bytes)) return state;
        state = state with { Shortened = true };
        var shorter = With(state, step => step with { Outputs = Scheduling.StepOutputs.None });
        if (Fits(shorter, bytes)) return shorter;
        var bare = With(shorter, step => step with
        {
            Metrics = Scheduling.StepOutputs.None,
            Error = step.Error is null ? null : step.Error with { LogTail = [] },
        });
        return Fits(bare, bytes) ? bare : bare with
        {
            Steps = bare.Steps
                .Where(step => step.Value.Status is StepStatus.Failed or StepStatus.Running or StepStatus.Stopped)
                .Take(MostSteps)
                .ToDictionary(StringComparer.Ordinal),
        };
    }

    /// <summary>Returns the steps after the first <paramref name="skip"/>, in order: as many as fit, and one at
    /// least.</summary>
    public static Dictionary<string, StepState> Page(ExecutionState state, int skip, int bytes)
    {
        var page = new Dictionary<string, StepState>(StringComparer.Ordinal);
        var left = bytes;
        foreach (var (path, step) in state.Steps.Skip(skip))
        {
            var size = (int)Math.Min(
                Letters(path) + 10 + JsonSerializer.SerializeToUtf8Bytes(
                step, PipelineJson.Options).Length, int.MaxValue);
            if (size > left && page.Count > 0) break;
            page.Add(path, size > bytes ? step with { Outputs = Scheduling.StepOutputs.None } : step);
            left -= size;
        }

        return page;
    }

    // Nearly every state is far below the limit, and that can be told without writing it.
    private static long AtMost(ExecutionState state) =>
        1_000 + AtMost(state.Outputs) + AtMost(state.Error) + state.Steps.Sum(step =>
            400 + Letters(step.Key) + Letters(step.Value.Type)
            + AtMost(step.Value.Outputs) + AtMost(step.Value.Metrics) + AtMost(step.Value.Error));

    private static long AtMost(IReadOnlyDictionary<string, JsonElement> values) =>
        values.Count == 0 ? 0 : values.Sum(value =>
        10 + Letters(value.Key) + (value.Value.ValueKind == JsonValueKind.Undefined
            ? 0
            : 6L * JsonMarshal.GetRawUtf8Value(value.Value).Length)); // escapes may differ from those that came

    private static long AtMost(StepError? error) => error is null
        ? 0
        : 200 + Letters(error.Type) + Letters(error.Message) + error.LogTail.Sum(line => 4 + Letters(line));

    private static long Letters(string text) => 6L * text.Length;

    private static ExecutionState With(ExecutionState state, Func<StepState, StepState> change) =>
        state with
        {
            Steps = state.Steps.ToDictionary(step => step.Key, step => change(step.Value), StringComparer.Ordinal),
        };

    private static bool Fits(ExecutionState state, int bytes) =>
        JsonSerializer.SerializeToUtf8Bytes(state, PipelineJson.Options).Length <= bytes;
}
