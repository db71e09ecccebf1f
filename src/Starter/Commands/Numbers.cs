using System.CommandLine.Parsing;
using System.Globalization;

namespace Pipelines.Starter.Commands;

/// <summary>Whole numbers of the command line.</summary>
internal static class Numbers
{
    /// <summary>
    /// Adds an error to <paramref name="found"/> unless its word is a whole number of at least
    /// <paramref name="least"/>.
    /// </summary>
    public static void AtLeast(SymbolResult found, int least)
    {
        foreach (var token in found.Tokens)
        {
            if (!int.TryParse(token.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                || number < least)
                found.AddError($"{NameOf(found)} '{token.Value}': a whole number from {least} on belongs here.");
        }
    }

    private static string NameOf(SymbolResult found) => found switch
    {
        OptionResult option => option.Option.Name,
        ArgumentResult argument => argument.Argument.HelpName ?? argument.Argument.Name,
        _ => "the value",
    };
}
