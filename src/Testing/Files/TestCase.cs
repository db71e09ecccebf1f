using Pipelines.Definitions.Diagnostics;
using Pipelines.Testing.Running;

namespace Pipelines.Testing.Files;

/// <summary>A case of a test file.</summary>
/// <param name="Name">Its name, unique in the file.</param>
/// <param name="At">Where it stands.</param>
/// <param name="Test">What runs.</param>
public sealed record TestCase(string Name, SourceSpan At, OfflineTest Test)
{
    /// <summary>What is expected.</summary>
    internal IReadOnlyList<Expectation> Expectations { get; init; } = [];
}
