using Temporalio.Service.History;

namespace Temporalio.Service.Engine;

/// <summary>Fresh ids: UUIDs from the system, task ids that rise over restarts because they begin at the
/// clock.</summary>
internal sealed class ServiceIds(TimeProvider time) : IdSource
{
    // Microseconds: no service takes more than a million steps a second, so a restart begins above the last id.
    private long _lastTaskId = time.GetUtcNow().UtcTicks / TimeSpan.TicksPerMicrosecond;

    /// <inheritdoc/>
    public override string NewRunId() => Guid.CreateVersion7(time.GetUtcNow()).ToString();

    /// <inheritdoc/>
    public override string NewRequestId() => Guid.NewGuid().ToString();

    /// <inheritdoc/>
    public override long NextTaskId() => Interlocked.Increment(ref _lastTaskId);
}
