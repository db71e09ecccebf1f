using System.Buffers.Binary;

namespace Temporalio.Common;

/// <summary>A random source whose whole sequence follows from its seed, on every machine and runtime.</summary>
public class DeterministicRandom : Random
{
    private ulong _state;

    /// <summary>Initializes a new instance of the <see cref="DeterministicRandom"/> class.</summary>
    /// <param name="seed">The seed.</param>
    public DeterministicRandom(ulong seed) => _state = seed;

    /// <inheritdoc />
    public override int Next() => Next(int.MaxValue);

    /// <inheritdoc />
    public override int Next(int maxValue) => Next(0, maxValue);

    /// <inheritdoc />
    public override int Next(int minValue, int maxValue)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minValue, maxValue);
        var range = (ulong)((long)maxValue - minValue);
        return range == 0 ? minValue : (int)(minValue + (long)Math.BigMul(NextBits(), range, out _));
    }

    /// <inheritdoc />
    public override void NextBytes(byte[] buffer)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        NextBytes(buffer.AsSpan());
    }

    /// <inheritdoc />
    public override void NextBytes(Span<byte> buffer)
    {
        Span<byte> word = stackalloc byte[sizeof(ulong)];
        while (!buffer.IsEmpty)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(word, NextBits());
            var taken = Math.Min(buffer.Length, word.Length);
            word[..taken].CopyTo(buffer);
            buffer = buffer[taken..];
        }
    }

    /// <inheritdoc />
    public override double NextDouble() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <inheritdoc />
    public override long NextInt64() => NextInt64(long.MaxValue);

    /// <inheritdoc />
    public override long NextInt64(long maxValue) => NextInt64(0, maxValue);

    /// <inheritdoc />
    public override long NextInt64(long minValue, long maxValue)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minValue, maxValue);
        var range = unchecked((ulong)maxValue - (ulong)minValue);
        return range == 0 ? minValue : unchecked(minValue + (long)Math.BigMul(NextBits(), range, out _));
    }

    /// <inheritdoc />
    public override float NextSingle() => (NextBits() >> 40) * (1.0f / (1U << 24));

    /// <inheritdoc />
    protected override double Sample() => NextDouble();

    // SplitMix64: one word of state, full period, passes the usual test batteries.
    private ulong NextBits()
    {
        unchecked
        {
            _state += 0x9E3779B97F4A7C15;
            var bits = _state;
            bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
            bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
            return bits ^ (bits >> 31);
        }
    }
}
