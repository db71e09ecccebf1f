using Google.Protobuf.WellKnownTypes;

namespace Temporalio.Common;

/// <summary>How often, and how far apart, a failed attempt is tried again.</summary>
public record RetryPolicy
{
    /// <summary>Gets or sets the wait before the second attempt. 1 second by default.</summary>
    public TimeSpan InitialInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Gets or sets the growth of the wait per attempt. 2 by default, at least 1.</summary>
    public float BackoffCoefficient { get; set; } = 2.0F;

    /// <summary>Gets or sets the longest wait. 100 times the initial interval when unset.</summary>
    public TimeSpan? MaximumInterval { get; set; }

    /// <summary>Gets or sets the attempts in all; 0, the default, means no bound.</summary>
    public int MaximumAttempts { get; set; }

    /// <summary>Gets or sets the error types that are never tried again.</summary>
    public IReadOnlyCollection<string>? NonRetryableErrorTypes { get; set; }

    internal static RetryPolicy FromProto(Api.Common.V1.RetryPolicy proto) => new()
    {
        InitialInterval = proto.InitialInterval?.ToTimeSpan() ?? TimeSpan.Zero,
        BackoffCoefficient = (float)proto.BackoffCoefficient,
        MaximumInterval = proto.MaximumInterval?.ToTimeSpan(),
        MaximumAttempts = proto.MaximumAttempts,
        NonRetryableErrorTypes = proto.NonRetryableErrorTypes.Count == 0 ? null : [.. proto.NonRetryableErrorTypes],
    };

    internal Api.Common.V1.RetryPolicy ToProto()
    {
        var proto = new Api.Common.V1.RetryPolicy
        {
            InitialInterval = Duration.FromTimeSpan(InitialInterval),
            BackoffCoefficient = BackoffCoefficient,
            MaximumInterval = MaximumInterval is { } maximum ? Duration.FromTimeSpan(maximum) : null,
            MaximumAttempts = MaximumAttempts,
        };
        proto.NonRetryableErrorTypes.AddRange(NonRetryableErrorTypes ?? []);
        return proto;
    }
}
