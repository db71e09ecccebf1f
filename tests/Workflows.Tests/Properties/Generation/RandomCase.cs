using Pipelines.Definitions.Contracts;
using Pipelines.Workflows.Tests.Properties.Driving;
using Pipelines.Workflows.Tests.Properties.Oracle;

namespace Pipelines.Workflows.Tests.Properties.Generation;

/// <summary>A definition with its parameters, and a world for it to run in.</summary>
/// <param name="Seed">What it was made from.</param>
/// <param name="Run">Definition and parameters.</param>
/// <param name="Script">What programs and people do.</param>
internal sealed record RandomCase(int Seed, PipelineRun Run, Script Script)
{
    /// <summary>True when at no moment two things are at work.</summary>
    public bool IsSequential { get; init; }

    /// <summary>True when moments tell which of several failures came first.</summary>
    public bool IsExact { get; init; }

    /// <summary>When somebody asks for a stop, in milliseconds; null for never.</summary>
    public long? CancelAt { get; init; }

    /// <summary>What it comes to; null when the page leaves that open, because two things happen at one moment.</summary>
    public ReferenceOutcome? Expected()
    {
        try
        {
            return new Reference(Run, Script, IsSequential, IsExact).Run(CancelAt);
        }
        catch (AmbiguousException)
        {
            return null;
        }
    }
}
