using Google.Protobuf;
using Temporalio.Service.Engine;
using Temporalio.Service.Store;

namespace Temporalio.Service.Frontend;

/// <summary>The methods of the service by name.</summary>
internal sealed class CallTable
{
    /// <summary>The service of clients and workers.</summary>
    public const string WorkflowService = "temporal.api.workflowservice.v1.WorkflowService";

    /// <summary>The service of operators.</summary>
    public const string OperatorService = "temporal.api.operatorservice.v1.OperatorService";

    /// <summary>The service of tests that command the time.</summary>
    public const string TestService = "temporal.api.testservice.v1.TestService";

    private readonly Dictionary<(string Service, string Method), Call> _calls = [];
    private volatile Exception? _failure;
    private volatile bool _stopped;

    /// <summary>All methods.</summary>
    public IEnumerable<(string Service, string Method)> Methods => _calls.Keys;

    /// <summary>Whether all calls are refused.</summary>
    public bool HasFailed => _failure is not null;

    /// <summary>Refuses all calls from now on, those too that wait.</summary>
    public void Fail(Exception failure) => _failure = failure;

    /// <summary>Refuses calls that come from now on.</summary>
    public void Stop() => _stopped = true;

    /// <summary>Adds a method of the WorkflowService.</summary>
    public void Add<TRequest, TResponse>(
        string method, Func<MessageParser<TRequest>> parser, Func<TRequest, CallContext, Task<TResponse>> answer)
        where TRequest : IMessage<TRequest>
        where TResponse : IMessage =>
        Add(WorkflowService, method, parser, answer);

    /// <summary>Adds a method of a service.</summary>
    public void Add<TRequest, TResponse>(
        string service, string method, Func<MessageParser<TRequest>> parser, Func<TRequest, CallContext,
            Task<TResponse>> answer)
        where TRequest : IMessage<TRequest>
        where TResponse : IMessage =>
        _calls.Add((service, method), new Call(parser, async (request, call) =>
        {
            if (_failure is { } failed) throw ServiceException.CannotStore(failed);
            // An empty answer would let a worker poll again at once, and for ever.
            if (_stopped) throw Refusals.Stopping();
            try
            {
                var answered = await answer((TRequest)request, call).ConfigureAwait(false);
                // What was decided meanwhile may rest on what is not on disk and never will be.
                return _failure is { } failure ? throw ServiceException.CannotStore(failure) : answered;
            }
            catch (StoreException unreadable)
            {
                throw ServiceException.CannotRead(unreadable);
            }
        }));

    /// <summary>Returns a method.</summary>
    /// <exception cref="ServiceException">UNIMPLEMENTED.</exception>
    public Call Find(string service, string method)
    {
        if (_calls.TryGetValue((service, method), out var call)) return call;
        throw new ServiceException(GrpcStatus.Unimplemented, service is WorkflowService or OperatorService
            ? $"unknown method {method} for service {service}"
            : $"unknown service {service}");
    }

    /// <summary>A method: how its request is read and how it is answered.</summary>
    /// <param name="ParserOf">Returns the parser; a call in the same process needs none, and touching all costs
    /// start-up time.</param>
    internal sealed record Call(Func<MessageParser> ParserOf, Func<IMessage, CallContext, Task<IMessage>> Invoke);
}
