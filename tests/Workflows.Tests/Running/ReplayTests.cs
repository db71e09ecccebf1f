using Temporalio.Api.Enums.V1;
using Temporalio.Common;
using Temporalio.Exceptions;
using Temporalio.Worker;

namespace Pipelines.Workflows.Tests.Running;

/// <summary>Executions that were recorded once: today's interpreter must decide as it did then, however far they got.</summary>
public sealed class ReplayTests
{
    public static TheoryData<string> Recordings =>
    [
        .. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "histories"), "*.json")
            .Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Recordings))]
    public async Task Replay_EveryPrefix_DecidesAsRecorded(string recording)
    {
        // Arrange
        var json = await ReadAsync(recording);
        var whole = WorkflowHistory.FromJson(IdOf(json), json);
        var events = whole.Events.ToList();
        var ends = Enumerable.Range(1, events.Count)
            .Where(length => events[length - 1].EventType == EventType.WorkflowTaskStarted || length == events.Count)
            .ToList();

        // Act
        foreach (var length in ends)
        {
            var failure = await FailureOfAsync(whole with { Events = [.. events.Take(length)] });

            // Assert
            Assert.True(failure is null, $"{recording}, first {length} events: {failure}");
        }

        Assert.True(ends.Count > 2);
    }

    [Theory]
    [InlineData("\"activityId\": \"train\"", "\"activityId\": \"other\"")]
    [InlineData("\"activityId\": \"good-enough.then.register\"", "\"activityId\": \"good-enough.else.give-up\"")]
    [InlineData("\"activityType\": { \"name\": \"RegisterModel\" }", "\"activityType\": { \"name\": \"RunJob\" }")]
    public async Task Replay_RecordingThatSaysOtherwise_IsNoticed(string recorded, string otherwise)
    {
        // Arrange
        var json = await ReadAsync("model-registered.v1");
        Assert.Contains(recorded, json, StringComparison.Ordinal);

        // Act
        var failure = await FailureOfAsync(WorkflowHistory.FromJson(
            "changed", json.Replace(recorded, otherwise, StringComparison.Ordinal)));

        // Assert
        Assert.IsType<WorkflowNondeterminismException>(failure);
    }

    // Ids of child workflows are made of their parent's.
    private static string IdOf(string json) => WorkflowHistory.FromJson("unknown", json)
        .Events.First().WorkflowExecutionStartedEventAttributes.WorkflowId;

    private static Task<string> ReadAsync(string recording) => File.ReadAllTextAsync(
        Path.Combine(AppContext.BaseDirectory, "histories", recording + ".json"), TestContext.Current.CancellationToken);

    private static async Task<Exception?> FailureOfAsync(WorkflowHistory history)
    {
        var options = new WorkflowReplayerOptions
        {
            DataConverter = PipelineDataConverter.Create(),
            DebugMode = true, // no watch for deadlocks: a machine at work may need seconds for what is not compiled yet
        };
        var replayer = new WorkflowReplayer(options.AddWorkflow<PipelineWorkflow>().AddWorkflow<ChunkWorkflow>());
        var result = await replayer.ReplayWorkflowAsync(
            history, throwOnReplayFailure: false, TestContext.Current.CancellationToken);
        return result.ReplayFailure;
    }
}
