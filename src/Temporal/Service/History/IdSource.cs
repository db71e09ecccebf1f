namespace Temporalio.Service.History;

/// <summary>Where decisions take fresh ids from. The shell passes a real source, tests pass counted ones.</summary>
internal abstract class IdSource
{
    /// <summary>Returns a new run id (a version 7 UUID on a real source).</summary>
    public abstract string NewRunId();

    /// <summary>Returns a new request id (a random UUID on a real source).</summary>
    public abstract string NewRequestId();

    /// <summary>Returns a number above all that it returned before: the <c>taskId</c> of an event.</summary>
    public abstract long NextTaskId();
}
