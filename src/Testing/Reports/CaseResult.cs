using Pipelines.Definitions.Diagnostics;
using Pipelines.Testing.Files;
using Pipelines.Testing.Running;

namespace Pipelines.Testing.Reports;

/// <summary>What a case came to.</summary>
/// <param name="File">The test file.</param>
/// <param name="Name">The case's name.</param>
/// <param name="Failures">What was otherwise than expected; empty when it passed.</param>
/// <param name="Took">Real time.</param>
/// <param name="Virtual">Virtual time from the execution's start to its end.</param>
public sealed record CaseResult(
    string File, string Name, IReadOnlyList<CaseResult.Failure> Failures, TimeSpan Took, TimeSpan Virtual)
{
    /// <summary>True when all was as expected.</summary>
    public bool Passed => Failures.Count == 0;

    /// <summary>Something that was otherwise than expected.</summary>
    /// <param name="At">Where the expectation stands.</param>
    /// <param name="Message">What was expected and what it is.</param>
    public sealed record Failure(SourceSpan At, string Message)
    {
        /// <summary>Returns <c>file:line:column: message</c>.</summary>
        public override string ToString() => $"{At}: {Message}";
    }

    /// <summary>Runs a case and looks at what came of it.</summary>
    /// <param name="one">The case.</param>
    /// <param name="time">Measures the real time.</param>
    public static CaseResult Of(TestCase one, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(time);
        var began = time.GetTimestamp();
        OfflineRun run;
        try
        {
            run = one.Test.Run();
        }
        catch (InvalidOperationException broken)
        {
            return new CaseResult(
                one.At.File, one.Name, [new Failure(one.At, broken.Message)], time.GetElapsedTime(began),
                TimeSpan.Zero);
        }

        var failures = one.Expectations
            .Select(expected =>
                expected.Check(run) is { } wrong ? new Failure(expected.At, $"{expected.What}: {wrong}.") : null)
            .OfType<Failure>().ToList();
        return new CaseResult(one.At.File, one.Name, failures, time.GetElapsedTime(began), run.Duration);
    }
}
