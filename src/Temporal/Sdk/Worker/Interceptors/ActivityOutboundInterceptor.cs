namespace Temporalio.Worker.Interceptors;

/// <summary>Sees what an activity sends out. Each method passes on to the next interceptor.</summary>
public abstract class ActivityOutboundInterceptor
{
    private readonly ActivityOutboundInterceptor? _next;

    /// <summary>Initializes a new instance of the <see cref="ActivityOutboundInterceptor"/> class.</summary>
    /// <param name="next">The next interceptor.</param>
    protected ActivityOutboundInterceptor(ActivityOutboundInterceptor next) => _next = next;

    private protected ActivityOutboundInterceptor()
    {
    }

    /// <summary>Gets the next interceptor.</summary>
    protected ActivityOutboundInterceptor Next =>
        _next ?? throw new InvalidOperationException("The last interceptor has no next one.");

    /// <summary>Sends a heartbeat.</summary>
    /// <param name="input">The heartbeat.</param>
    public virtual void Heartbeat(HeartbeatInput input) => Next.Heartbeat(input);
}
