using System.Collections.Concurrent;

namespace Temporalio.Tests.Scenarios.Scripts;

/// <summary>What the test, the workflows and the activities of one worker share.</summary>
public sealed class ScriptBench
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource<byte[]>> _marks = new();
    private readonly ConcurrentDictionary<string, bool> _seen = new();

    /// <summary>Completes when somebody sets the mark.</summary>
    public Task<byte[]> MarkAsync(string name) => Mark(name).Task;

    public void Set(string name, byte[]? value = null) => Mark(name).TrySetResult(value ?? []);

    public bool IsFirst(string name) => _seen.TryAdd(name, true);

    private TaskCompletionSource<byte[]> Mark(string name) =>
        _marks.GetOrAdd(name, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
}
