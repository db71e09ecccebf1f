namespace Pipelines.Definitions.Model;

/// <summary>A declared output of a job step.</summary>
/// <param name="Name">Its name, as in <c>steps.STEP.outputs.NAME</c>.</param>
/// <param name="Path">Where the program writes it, relative to the step's output directory; never absolute, never with
/// <c>..</c>. A trailing <c>/</c> is cut off.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Optional">True when a missing output does not fail the step; its value is null then.</param>
public sealed record OutputDefinition(string Name, string Path, ArtifactKind Kind, bool Optional = false);
