namespace Temporalio.Service.Matching;

/// <summary>What a queue made of a task.</summary>
internal enum QueueAnswer
{
    /// <summary>It has it.</summary>
    Added,

    /// <summary>No worker is there, and the caller wanted one.</summary>
    NoPoller,

    /// <summary>The queue was dropped meanwhile: look it up again.</summary>
    Retired,
}
