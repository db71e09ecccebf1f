namespace Temporalio.Service.History.Commands;

/// <summary>The namespace that a command points to.</summary>
internal static class Namespaces
{
    /// <summary>
    /// Returns name and id: the run's own when the command names none. The id of another one is resolved by the
    /// shell.
    /// </summary>
    public static (string Name, string Id) Of(RunKey key, string asked) =>
        asked.Length == 0 || asked == key.Namespace ? (key.Namespace, key.NamespaceId) : (asked, string.Empty);
}
