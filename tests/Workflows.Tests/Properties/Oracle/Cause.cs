namespace Pipelines.Workflows.Tests.Properties.Oracle;

/// <summary>Why a step failed.</summary>
/// <param name="At">When what is around the step heard of it.</param>
/// <param name="Type">The error class.</param>
/// <param name="Path">The step that what is around blames: the innermost that failed, where nothing contained it.</param>
/// <param name="IsDeliberate">True when a step of type <c>fail</c> did it.</param>
internal sealed record Cause(long At, string Type, string Path, bool IsDeliberate = false);
