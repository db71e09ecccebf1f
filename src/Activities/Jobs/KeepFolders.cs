namespace Pipelines.Activities.Jobs;

/// <summary>Which working folders of jobs stay after the attempt. Outputs, models and logs are stored elsewhere in any
/// case.</summary>
public enum KeepFolders
{
    /// <summary>Those of failed attempts. The default.</summary>
    Failed,

    /// <summary>None.</summary>
    Never,

    /// <summary>All.</summary>
    Always,
}
