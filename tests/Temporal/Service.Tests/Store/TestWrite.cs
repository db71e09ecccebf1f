using Temporalio.Api.History.V1;
using Temporalio.Service.Store;

namespace Temporalio.Service.Tests.Store;

/// <summary>A write whose end a test can await.</summary>
internal sealed class TestWrite : StoreWrite
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Done => _done.Task;

    public static TestWrite Begin(long number, string workflowId) => new()
    {
        Run = number,
        Created = new RunRow(
            number, "default", workflowId, new Guid((int)number, 0, 0, new byte[8]).ToString(), "request", 1),
        Events = [Event(1), Event(2)],
    };

    public static TestWrite Append(long number, params long[] ids) =>
        new() { Run = number, Events = [.. ids.Select(Event)] };

    public override void Complete(Exception? failure)
    {
        if (failure is null) _done.TrySetResult();
        else _done.TrySetException(failure);
    }

    private static HistoryEvent Event(long id) => new() { EventId = id, TaskId = id * 10 };
}
