using System.Diagnostics.CodeAnalysis;

namespace Temporalio.Worker.Tuning;

/// <summary>How many polls are open at once.</summary>
[SuppressMessage("Design", "CA1034", Justification = "The official types are nested.")]
public abstract class PollerBehavior
{
    private PollerBehavior()
    {
    }

    /// <summary>A fixed number.</summary>
    public sealed class SimpleMaximum : PollerBehavior
    {
        /// <summary>Initializes a new instance of the <see cref="SimpleMaximum"/> class.</summary>
        /// <param name="maximum">The number.</param>
        public SimpleMaximum(int maximum) => Maximum = maximum;

        /// <summary>Gets the number.</summary>
        public int Maximum { get; }
    }

    /// <summary>
    /// Between two bounds, as the service advises; the initial number where it gives no advice.
    /// </summary>
    public sealed class Autoscaling : PollerBehavior
    {
        /// <summary>Initializes a new instance of the <see cref="Autoscaling"/> class.</summary>
        /// <param name="minimum">Lower bound.</param>
        /// <param name="maximum">Upper bound.</param>
        /// <param name="initial">Number at the start.</param>
        public Autoscaling(int minimum = 1, int maximum = 100, int initial = 5) =>
            (Minimum, Maximum, Initial) = (minimum, maximum, initial);

        /// <summary>Gets the lower bound.</summary>
        public int Minimum { get; }

        /// <summary>Gets the upper bound.</summary>
        public int Maximum { get; }

        /// <summary>Gets the number at the start.</summary>
        public int Initial { get; }
    }
}
