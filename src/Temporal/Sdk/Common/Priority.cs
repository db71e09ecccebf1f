namespace Temporalio.Common;

/// <summary>How urgent a workflow or an activity is among others in the same task queue.</summary>
/// <remarks>Unset fields are inherited from the caller, then from the server's defaults.</remarks>
public sealed record Priority
{
    /// <summary>Initializes a new instance of the <see cref="Priority"/> class.</summary>
    /// <param name="priorityKey">From 1 (first) on; null takes the default.</param>
    /// <param name="fairnessKey">Group that shares a queue fairly with other groups; at most 64 bytes.</param>
    /// <param name="fairnessWeight">Share of the group; from 0.001 to 1000, 1 by default.</param>
    public Priority(int? priorityKey = null, string? fairnessKey = null, float? fairnessWeight = null)
    {
        if (priorityKey < 1)
        {
            throw new ArgumentException($"priorityKey is {priorityKey}; it must be 1 or more.", nameof(priorityKey));
        }

        (PriorityKey, FairnessKey, FairnessWeight) = (priorityKey, fairnessKey, fairnessWeight);
    }

    /// <summary>Gets the priority with nothing set.</summary>
    public static Priority Default { get; } = new();

    /// <summary>Gets the urgency: 1 goes first.</summary>
    public int? PriorityKey { get; init; }

    /// <summary>Gets the group for fairness.</summary>
    public string? FairnessKey { get; init; }

    /// <summary>Gets the weight of the group.</summary>
    public float? FairnessWeight { get; init; }

    internal static Priority FromProto(Api.Common.V1.Priority? proto) => proto == null ? Default : new(
        proto.PriorityKey == 0 ? null : proto.PriorityKey,
        proto.FairnessKey.Length == 0 ? null : proto.FairnessKey,
        proto.FairnessWeight == 0 ? null : proto.FairnessWeight);

    internal Api.Common.V1.Priority ToProto() => new()
    {
        PriorityKey = PriorityKey ?? 0,
        FairnessKey = FairnessKey ?? string.Empty,
        FairnessWeight = FairnessWeight ?? 0,
    };
}
