using Google.Protobuf;

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

    /// <summary>All methods.</summary>
    public IEnumerable<(string Service, string Method)> Methods => _calls.Keys;

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
        _calls.Add((service, method), new Call(
            parser, async (request, call) => await answer((TRequest)request, call).ConfigureAwait(false)));

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
