namespace Pipelines.Definitions.Contracts;

/// <summary>
/// Result of <see cref="ActivityNames.RegisterModel"/>; <c>group</c> and <c>version</c> are the step's outputs.
/// </summary>
/// <param name="Group">The model group's name.</param>
/// <param name="Version">The version's number in the group, from 1.</param>
/// <param name="Attempt">The attempt that succeeded, from 1.</param>
public sealed record RegisterResult(string Group, int Version, int Attempt);
