namespace Temporalio.Worker.Interceptors;

/// <summary>Sees what comes into an activity. Each method passes on to the next interceptor.</summary>
public abstract class ActivityInboundInterceptor
{
    private readonly ActivityInboundInterceptor? _next;

    /// <summary>Initializes a new instance of the <see cref="ActivityInboundInterceptor"/> class.</summary>
    /// <param name="next">The next interceptor.</param>
    protected ActivityInboundInterceptor(ActivityInboundInterceptor next) => _next = next;

    private protected ActivityInboundInterceptor()
    {
    }

    /// <summary>Gets the next interceptor.</summary>
    protected ActivityInboundInterceptor Next =>
        _next ?? throw new InvalidOperationException("The last interceptor has no next one.");

    /// <summary>Takes what the activity's calls go out through. May be wrapped before it is passed on.</summary>
    /// <param name="outbound">The outbound interceptor.</param>
    public virtual void Init(ActivityOutboundInterceptor outbound) => Next.Init(outbound);

    /// <summary>Runs the activity.</summary>
    /// <param name="input">What to run.</param>
    /// <returns>Its result.</returns>
    public virtual Task<object?> ExecuteActivityAsync(ExecuteActivityInput input) => Next.ExecuteActivityAsync(input);
}
