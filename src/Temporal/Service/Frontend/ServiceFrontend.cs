using Google.Protobuf;
using Microsoft.Extensions.Logging;
using Temporalio.Service.Batches;
using Temporalio.Service.Matching;
using Temporalio.Service.Schedules;
using Temporalio.Service.Store;
using Temporalio.Service.Timers;
using Temporalio.Service.Workers;

namespace Temporalio.Service.Frontend;

/// <summary>Temporal's WorkflowService and OperatorService as calls on messages.</summary>
/// <remarks>A message belongs to both sides once it is handed over: neither changes it any more.</remarks>
public sealed class ServiceFrontend
{
    private readonly CallTable _calls = new();

    internal ServiceFrontend(
        FrontendContext context, ScheduleEngine schedules, QueueConfigs configs, IStore store, GroupCommit commit,
        ILogger log)
    {
        (Time, Stopping) = (context.Time, context.Stopping);
        var workers = new WorkerRegistry(context.Time);
        SystemCalls.Register(_calls);
        new NamespaceCalls(context, async name =>
        {
            await schedules.DeleteAllAsync(name).ConfigureAwait(false);
            configs.Forget(name);
            Batches!.Forget(name);
        }).Register(_calls);
        new SearchAttributeCalls(context).Register(_calls);
        var starts = new StartCalls(context);
        var updates = new UpdateCalls(context);
        starts.Register(_calls);
        updates.Register(_calls);
        new MultiOperationCalls(context, starts, updates).Register(_calls);
        new WorkflowCalls(context).Register(_calls);
        new DescribeCalls(context).Register(_calls);
        new HistoryCalls(context).Register(_calls);
        var queries = new QueryCalls(context);
        queries.Register(_calls);
        new WorkflowTaskCalls(context, queries, workers).Register(_calls);
        new WorkerCalls(context, workers).Register(_calls);
        new ActivityTaskCalls(context).Register(_calls);
        new ActivityOperatorCalls(context).Register(_calls);
        new OptionsCalls(context).Register(_calls);
        new VersioningCalls(context).Register(_calls);
        var visibility = new VisibilityCalls(context);
        visibility.Register(_calls);
        new TaskQueueCalls(context, configs).Register(_calls);
        Batches = new BatchEngine(_calls, context, store, commit, log);
        new BatchCalls(context, Batches, visibility).Register(_calls);
        new ScheduleCalls(context, schedules).Register(_calls);
    }

    /// <summary>All methods.</summary>
    internal IEnumerable<(string Service, string Method)> Methods => _calls.Methods;

    /// <summary>The clock of callers that wait.</summary>
    internal TimeProvider Time { get; }

    /// <summary>Signalled when the service stops.</summary>
    internal CancellationToken Stopping { get; }

    /// <summary>Batch operations.</summary>
    internal BatchEngine Batches { get; }

    /// <summary>Answers a call.</summary>
    /// <param name="service">The full name of the service, such as
    /// <c>temporal.api.workflowservice.v1.WorkflowService</c>.</param>
    /// <param name="method">The name of the method, such as <c>StartWorkflowExecution</c>.</param>
    /// <param name="request">The method's request.</param>
    /// <param name="call">Deadline and cancellation. Polls need a deadline.</param>
    /// <returns>The method's answer; ends only when all that it says is on disk.</returns>
    /// <exception cref="ServiceException">The call is refused; UNIMPLEMENTED for a method that the service does not
    /// have.</exception>
    public Task<IMessage> InvokeAsync(string service, string method, IMessage request, CallContext call) =>
        _calls.Find(service, method).Invoke(request, call);

    /// <summary>Returns the parser of a method's request.</summary>
    /// <exception cref="ServiceException">UNIMPLEMENTED: the service does not have the method.</exception>
    internal MessageParser ParserOf(string service, string method) => _calls.Find(service, method).ParserOf();

    /// <summary>Takes commands over the service's time too. To be called before anybody calls.</summary>
    internal void Serve(TimeSkipping time) => new TestServiceCalls(time, Stopping).Register(_calls);

    /// <summary>Refuses all calls from now on, those too that wait: the state can no longer be stored.</summary>
    internal void Fail(Exception failure) => _calls.Fail(failure);

    /// <summary>Refuses calls that come from now on.</summary>
    internal void Stop() => _calls.Stop();

    /// <summary>Whether calls are answered.</summary>
    internal bool Serves => !_calls.HasFailed && !Stopping.IsCancellationRequested;

    /// <summary>Whether there is a service of a name.</summary>
    internal bool Knows(string service) => _calls.Methods.Any(method => method.Service == service);
}
