using Pipelines.Definitions.Diagnostics;
using Pipelines.Definitions.Yaml;

namespace Pipelines.Definitions.Reading;

/// <summary>The rules for names.</summary>
internal static class Names
{
    /// <summary>The block of steps that run at the end; no step may be called so, for paths must tell them
    /// apart.</summary>
    public const string Finally = "finally";

    /// <summary>The block of a group that runs after a failure; no step of the group may be called so.</summary>
    public const string Catch = "catch";

    private const int Most = 64;

    /// <summary>Letters, digits, <c>_</c> and <c>-</c>, beginning with a letter or digit; at most 64.</summary>
    public static bool IsName(string text) =>
        text.Length is > 0 and <= Most
        && char.IsAsciiLetterOrDigit(text[0])
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-');

    /// <summary>Also <c>.</c>, <c>:</c> and <c>/</c>, and a <c>_</c> at the start: names that trainers give to metrics
    /// and hyperparameters.</summary>
    public static bool IsWideName(string text) =>
        text.Length is > 0 and <= 2 * Most
        && (char.IsAsciiLetterOrDigit(text[0]) || text[0] == '_')
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.' or ':' or '/');

    /// <summary>Letters, digits and <c>_</c>, not beginning with a digit.</summary>
    public static bool IsVariable(string text) =>
        text.Length is > 0 and <= 256
        && !char.IsAsciiDigit(text[0])
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_');

    /// <summary>Letters, digits, <c>_</c>, <c>.</c>, <c>+</c> and <c>`</c>, beginning with a letter: type names of
    /// exceptions.</summary>
    public static bool IsErrorClass(string text) =>
        text.Length is > 0 and <= 256
        && char.IsAsciiLetter(text[0])
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '+' or '`');

    public static bool Check(DiagnosticBag bag, YamlNode.Scalar key, string what)
    {
        if (IsName(key.Text)) return true;
        bag.Error(
            DiagnosticCodes.BadName,
            key.Span,
            $"'{Shown.Text(key.Text)}' is no name for {what}: it takes 1 to {Most} letters, digits, '_' and '-', "
            + "and begins with a letter or digit.",
            Repaired(key.Text));
        return false;
    }

    public static bool CheckWide(DiagnosticBag bag, YamlNode.Scalar key, string what)
    {
        if (IsWideName(key.Text)) return true;
        bag.Error(
            DiagnosticCodes.BadName,
            key.Span,
            $"'{Shown.Text(key.Text)}' is no name for {what}: it takes 1 to {2 * Most} letters, digits and '_-.:/', "
            + "and begins with a letter, digit or '_'.",
            Repaired(key.Text));
        return false;
    }

    public static bool CheckVariable(DiagnosticBag bag, YamlNode.Scalar key)
    {
        if (IsVariable(key.Text)) return true;
        bag.Error(
            DiagnosticCodes.BadName,
            key.Span,
            $"'{Shown.Text(key.Text)}' is no name for an environment variable: it takes letters, digits and '_', "
            + "and does not begin with a digit.");
        return false;
    }

    private static string? Repaired(string text)
    {
        var repaired = new string(
            [.. text.Trim().Take(Most).Select(c => char.IsAsciiLetterOrDigit(c) || c == '_' ? c : '-')])
            .Trim('-', '_');
        return IsName(repaired) ? $"for example '{repaired}'" : null;
    }
}
