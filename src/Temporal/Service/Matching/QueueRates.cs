using System.Collections.Concurrent;
using Temporalio.Api.Enums.V1;

namespace Temporalio.Service.Matching;

/// <summary>The rates of all queues that have one: an operator's counts before that of the queue's workers.</summary>
internal sealed class QueueRates(TimeProvider time)
{
    private readonly ConcurrentDictionary<QueueKey, QueueRate> _byOperator = new();
    private readonly ConcurrentDictionary<QueueKey, QueueRate> _byWorker = new();

    /// <summary>The rate that counts and who set it; null when nobody did.</summary>
    public (QueueRate Rate, RateLimitSource Source)? Of(QueueKey key)
    {
        if (_byOperator.TryGetValue(key, out var rate)) return (rate, RateLimitSource.Api);
        return _byWorker.TryGetValue(key, out rate) ? (rate, RateLimitSource.Worker) : null;
    }

    /// <summary>Sets an operator's rate; null removes it.</summary>
    public void Set(QueueKey key, double? perSecond)
    {
        if (perSecond is { } rate) _byOperator[key] = new QueueRate(rate, time);
        else _byOperator.TryRemove(key, out _);
    }

    /// <summary>Notes the rate that a worker names with its poll; null when it names none.</summary>
    public void Hear(QueueKey key, double? perSecond)
    {
        if (perSecond is not { } rate) return;
        if (!_byWorker.TryGetValue(key, out var known) || known.PerSecond != rate)
            _byWorker[key] = new QueueRate(rate, time);
    }
}
