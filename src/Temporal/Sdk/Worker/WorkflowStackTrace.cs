namespace Temporalio.Worker;

/// <summary>Which stack traces the stack trace query collects.</summary>
public enum WorkflowStackTrace
{
    /// <summary>None; the query answers that they are off.</summary>
    None = 0,

    /// <summary>With file names and lines.</summary>
    Normal = 1,

    /// <summary>Without file names and lines.</summary>
    WithoutFileInfo = 2,
}
