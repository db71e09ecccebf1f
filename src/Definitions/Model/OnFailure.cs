namespace Pipelines.Definitions.Model;

/// <summary>What happens after a step's last attempt failed.</summary>
public enum OnFailure
{
    /// <summary>The execution fails. The default.</summary>
    Stop,

    /// <summary>The execution goes on; steps that need the failed one see its status and error.</summary>
    Continue,

    /// <summary>The execution waits for a person.</summary>
    Wait,
}
