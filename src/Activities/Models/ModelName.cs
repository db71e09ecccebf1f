namespace Pipelines.Activities.Models;

/// <summary>The rule for names of model groups.</summary>
public static class ModelName
{
    /// <summary>True for 1 to 64 letters, digits, <c>-</c>, <c>_</c> and <c>.</c>, the first a letter or
    /// digit.</summary>
    public static bool IsValid(string? name) =>
        name is { Length: > 0 and <= 64 }
        && char.IsAsciiLetterOrDigit(name[0])
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');
}
