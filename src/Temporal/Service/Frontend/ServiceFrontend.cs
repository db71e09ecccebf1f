using Google.Protobuf;
using Temporalio.Service.Engine;
using Temporalio.Service.Namespaces;
using Temporalio.Service.Schedules;

namespace Temporalio.Service.Frontend;

/// <summary>Temporal's WorkflowService and OperatorService as calls on messages.</summary>
/// <remarks>A message belongs to both sides once it is handed over: neither changes it any more.</remarks>
public sealed class ServiceFrontend
{
    private readonly CallTable _calls = new();

    internal ServiceFrontend(
        RunEngine engine,
        NamespaceRegistry namespaces,
        ScheduleEngine schedules,
        TimeSpan retention,
        CancellationToken stopping)
    {
        var context = new FrontendContext(engine, namespaces, retention, stopping);
        SystemCalls.Register(_calls);
        new NamespaceCalls(context).Register(_calls);
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
        new WorkflowTaskCalls(context, queries).Register(_calls);
        new ActivityTaskCalls(context).Register(_calls);
        new VisibilityCalls(context).Register(_calls);
        new TaskQueueCalls(context).Register(_calls);
        new ScheduleCalls(context, schedules).Register(_calls);
    }

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
}
