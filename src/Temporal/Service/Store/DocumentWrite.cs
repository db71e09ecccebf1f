namespace Temporalio.Service.Store;

/// <summary>The row of a document, and who waits for it.</summary>
internal sealed class DocumentWrite : StoreWrite
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Puts or removes (with null) a document; ends when that is on disk, or fails with UNAVAILABLE.</summary>
    public static Task QueueAsync(GroupCommit commit, string @namespace, string kind, string id, byte[]? body)
    {
        var write = new DocumentWrite { Document = (@namespace, kind, id, body) };
        commit.Enqueue(write);
        return write._done.Task;
    }

    /// <inheritdoc/>
    public override void Complete(Exception? failure)
    {
        if (failure is null)
        {
            _done.TrySetResult();
            return;
        }

        _done.TrySetException(ServiceException.CannotStore(failure));
        _ = _done.Task.Exception; // it may be that nobody waits
    }
}
