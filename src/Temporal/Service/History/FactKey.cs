using System.Globalization;

namespace Temporalio.Service.History;

/// <summary>The keys of facts.</summary>
internal static class FactKey
{
    /// <summary>The request id of the start.</summary>
    public const string Start = "start";

    /// <summary>The attempt of a workflow task without events.</summary>
    public const string Task = "task";

    /// <summary>Present once the parent was told of the close.</summary>
    public const string ParentNotified = "parent";

    /// <summary>Present once the parent close policies were carried out.</summary>
    public const string PoliciesApplied = "policies";

    /// <summary>The run that a reset began from this one. It stays when all else about a closed run goes.</summary>
    public const string ResetTo = "reset";

    /// <summary>What keys of activities begin with.</summary>
    public const string ActivityPrefix = "a/";

    /// <summary>What keys of buffered events begin with.</summary>
    public const string BufferedPrefix = "b/";

    /// <summary>Returns the key of an activity's attempt.</summary>
    public static string Activity(long scheduledEventId) =>
        string.Create(CultureInfo.InvariantCulture, $"a/{scheduledEventId}");

    /// <summary>Returns the key of a buffered event.</summary>
    public static string Buffered(long taskId) => string.Create(CultureInfo.InvariantCulture, $"b/{taskId}");
}
