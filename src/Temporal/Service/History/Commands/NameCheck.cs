namespace Temporalio.Service.History.Commands;

/// <summary>Checks ids and names that commands carry.</summary>
internal static class NameCheck
{
    /// <summary>Returns what is wrong with a name, in the server's words; null when nothing is.</summary>
    public static string? Of(string field, string name) => name.Length switch
    {
        0 => $"{field} is not set",
        > Limits.IdLength => $"{field} exceeds length limit. Length={name.Length} Limit={Limits.IdLength}",
        _ => null,
    };
}
