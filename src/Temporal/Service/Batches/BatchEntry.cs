namespace Temporalio.Service.Batches;

/// <summary>A batch job in memory.</summary>
internal sealed class BatchEntry(BatchJob job)
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _stopped;
    private BatchJob _job = job;

    /// <summary>The job as it stands.</summary>
    public BatchJob Job
    {
        get => Volatile.Read(ref _job);
        set => Volatile.Write(ref _job, value);
    }

    /// <summary>True once somebody stopped the job.</summary>
    public bool IsStopped => _stopped;

    /// <summary>Ends when the job does nothing more in this process.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Ends the job after the execution at hand.</summary>
    public void Stop() => _stopped = true;

    /// <summary>Notes that the job does nothing more.</summary>
    public void End() => _ended.TrySetResult();
}
