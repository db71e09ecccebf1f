using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Service.Frontend;
using Temporalio.Service.History;
using Temporalio.Service.Store;

namespace Temporalio.Service.Batches;

/// <summary>Carries out batch operations, one execution after the other, and goes on with them after a restart.</summary>
internal sealed class BatchEngine
{
    private const string Kind = "batch";
    private const int SavedEvery = 100;
    private readonly ConcurrentDictionary<(string Namespace, string JobId), BatchEntry> _jobs = new();
    private readonly CallTable _calls;
    private readonly FrontendContext _context;
    private readonly GroupCommit _commit;
    private readonly IStore _store;
    private readonly ILogger _log;

    public BatchEngine(CallTable calls, FrontendContext context, IStore store, GroupCommit commit, ILogger log) =>
        (_calls, _context, _store, _commit, _log) = (calls, context, store, commit, log);

    /// <summary>The jobs of a namespace, newest first.</summary>
    public IEnumerable<BatchJob> Of(string @namespace) => _jobs
        .Where(pair => pair.Key.Namespace == @namespace).Select(pair => pair.Value.Job)
        .OrderByDescending(job => job.Progress.StartTime.ToDateTimeOffset())
        .ThenBy(job => job.Request.JobId, StringComparer.Ordinal);

    /// <summary>Returns a job, or null.</summary>
    public BatchJob? Find(string @namespace, string jobId) => _jobs.GetValueOrDefault((@namespace, jobId))?.Job;

    /// <summary>Begins a job; ends when it is on disk.</summary>
    /// <returns>False when there is one of the id.</returns>
    public async Task<bool> StartAsync(BatchJob job)
    {
        var entry = new BatchEntry(job);
        if (!_jobs.TryAdd((job.Request.Namespace, job.Request.JobId), entry)) return false;
        await SaveAsync(job).ConfigureAwait(false);
        Go(entry);
        return true;
    }

    /// <summary>Ends a job before its time; ends when that is on disk. What it did stays.</summary>
    /// <returns>False when there is none that runs.</returns>
    public async Task<bool> StopAsync(string @namespace, string jobId, string reason, string identity)
    {
        if (!_jobs.TryGetValue((@namespace, jobId), out var entry) || !entry.Job.IsRunning) return false;
        entry.Stop();
        await entry.Ended.ConfigureAwait(false);
        _log.LogInformation("Batch {JobId} was stopped by {Identity}: {Reason}", jobId, identity, reason);
        return true;
    }

    /// <summary>Takes up what the store has.</summary>
    public void TakeUp()
    {
        foreach (var (space, id, body) in _store.Documents(Kind))
        {
            var entry = new BatchEntry(BatchJob.Decode(body));
            _jobs[(space, id)] = entry;
            if (entry.Job.IsRunning) Go(entry);
        }
    }

    /// <summary>Drops jobs of a namespace that ended before a time.</summary>
    public async Task ForgetAsync(string @namespace, DateTimeOffset before)
    {
        foreach (var (key, entry) in _jobs)
        {
            if (key.Namespace != @namespace || entry.Job.IsRunning
                || entry.Job.Progress.CloseTime?.ToDateTimeOffset() >= before) continue;
            _jobs.TryRemove(key, out _);
            await DocumentWrite.QueueAsync(_commit, key.Namespace, Kind, key.JobId, null).ConfigureAwait(false);
        }
    }

    /// <summary>Drops the jobs of a namespace that is removed, and with it their rows.</summary>
    public void Forget(string @namespace)
    {
        foreach (var key in _jobs.Keys.Where(key => key.Namespace == @namespace)) _jobs.TryRemove(key, out _);
    }

    private void Go(BatchEntry entry) => ThreadPool.UnsafeQueueUserWorkItem(_ => RunAsync(entry), null);

    private async void RunAsync(BatchEntry entry)
    {
        try
        {
            var state = await WorkAsync(entry).ConfigureAwait(false);
            if (state is null) return;
            var progress = entry.Job.Progress.Clone();
            (progress.State, progress.CloseTime) = (state.Value, _context.Engine.Now.Now.Wire());
            entry.Job = entry.Job with { Progress = progress };
            await SaveAsync(entry.Job).ConfigureAwait(false);
        }
        catch (ServiceException stopped) when (stopped.Status == GrpcStatus.Unavailable)
        {
            _log.LogDebug(stopped, "The service stops; batch {JobId} goes on at its next start", entry.Job.Request.JobId);
        }
        catch (Exception fault)
        {
            _log.LogError(fault, "Batch {JobId} failed", entry.Job.Request.JobId);
        }
        finally
        {
            entry.End();
        }
    }

    /// <summary>Returns how the job ended; null when the service stops first.</summary>
    private async Task<BatchOperationState?> WorkAsync(BatchEntry entry)
    {
        var request = entry.Job.Request;
        var pause = request.MaxOperationsPerSecond > 0
            ? TimeSpan.FromSeconds(1 / request.MaxOperationsPerSecond)
            : TimeSpan.Zero;
        var done = (int)(entry.Job.Progress.CompleteOperationCount + entry.Job.Progress.FailureOperationCount);
        foreach (var execution in request.Executions.Skip(done))
        {
            if (_context.Stopping.IsCancellationRequested) return null;
            if (entry.IsStopped) return BatchOperationState.Failed;
            var succeeded = await DoAsync(entry.Job, execution).ConfigureAwait(false);
            var progress = entry.Job.Progress.Clone();
            if (succeeded) progress.CompleteOperationCount++;
            else progress.FailureOperationCount++;
            entry.Job = entry.Job with { Progress = progress };
            if (++done % SavedEvery == 0) await SaveAsync(entry.Job).ConfigureAwait(false);
            if (pause == TimeSpan.Zero) continue;
            await Task.Delay(pause, _context.Time, _context.Stopping)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return BatchOperationState.Completed;
    }

    private async Task<bool> DoAsync(BatchJob job, WorkflowExecution execution)
    {
        try
        {
            var (method, request) = job.Request.ResetOperation is null
                ? BatchStep.Of(job.Request, execution)
                : ("ResetWorkflowExecution", await ResetAsync(job, execution).ConfigureAwait(false));
            await _calls.Find(CallTable.WorkflowService, method)
                .Invoke(request, new CallContext(null, _context.Stopping)).ConfigureAwait(false);
            return true;
        }
        catch (ServiceException refusal) when (refusal.Status == GrpcStatus.NotFound)
        {
            return true; // closed or gone: nothing is left to be done for it
        }
        catch (ServiceException refusal) when (refusal.Status != GrpcStatus.Unavailable)
        {
            _log.LogWarning(
                refusal, "Batch {JobId} failed for {WorkflowId}", job.Request.JobId, execution.WorkflowId);
            return false;
        }
    }

    private async Task<Api.WorkflowService.V1.ResetWorkflowExecutionRequest> ResetAsync(
        BatchJob job, WorkflowExecution execution)
    {
        var space = _context.Namespaces.Get(job.Request.Namespace);
        var run = await _context.Runs.FindAsync(space, execution).ConfigureAwait(false);
        return BatchReset.Of(job.Request, run.Durable, _context.Runs.Events(run, 1, run.Durable.NextEventId));
    }

    private Task SaveAsync(BatchJob job) =>
        DocumentWrite.QueueAsync(_commit, job.Request.Namespace, Kind, job.Request.JobId, job.Encode());
}
