using System.Buffers.Binary;
using System.Text;

namespace Temporalio.Service.Schedules;

/// <summary>How much later than its nominal time an action of a schedule comes: the same for the same schedule and
/// time, spread evenly over all others.</summary>
internal static class Jitter
{
    /// <summary>Returns a whole number of milliseconds from 0 to below <paramref name="most"/>.</summary>
    public static TimeSpan Of(string seed, long nominal, TimeSpan most)
    {
        var milliseconds = (ulong)Math.Clamp((long)most.TotalMilliseconds, 0, uint.MaxValue);
        return TimeSpan.FromMilliseconds((long)(Draw(seed, nominal) * milliseconds >> 32));
    }

    private static ulong Draw(string seed, long nominal)
    {
        // FNV-1a, then a finalizer, because the low bits of times that differ little would be alike.
        var hash = 14695981039346656037UL;
        Span<byte> time = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(time, nominal);
        foreach (var one in time) hash = (hash ^ one) * 1099511628211UL;
        foreach (var one in Encoding.UTF8.GetBytes(seed)) hash = (hash ^ one) * 1099511628211UL;
        hash = (hash ^ (hash >> 33)) * 0xff51afd7ed558ccdUL;
        hash = (hash ^ (hash >> 33)) * 0xc4ceb9fe1a85ec53UL;
        return hash >> 32;
    }
}
