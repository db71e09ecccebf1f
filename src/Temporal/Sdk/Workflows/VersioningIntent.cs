namespace Temporalio.Workflows;

/// <summary>Which worker version a started activity or workflow prefers.</summary>
public enum VersioningIntent
{
    /// <summary>The SDK decides.</summary>
    Unspecified = 0,

    /// <summary>A version compatible with this one.</summary>
    Compatible = 1,

    /// <summary>The default version of the task queue.</summary>
    CurrentDefault = 2,
}
