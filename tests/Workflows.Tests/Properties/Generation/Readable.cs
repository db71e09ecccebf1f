namespace Pipelines.Workflows.Tests.Properties.Generation;

/// <summary>A step that expressions may read.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Outputs">Names of its outputs.</param>
internal sealed record Readable(string Name, IReadOnlyList<string> Outputs);
