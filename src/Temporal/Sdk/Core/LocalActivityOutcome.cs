namespace Temporalio.Core;

/// <summary>How a local activity ended in the worker.</summary>
/// <param name="Result">Completed, failed (the application's failure, a timeout, a cancellation), back-off, or unfinished.</param>
/// <param name="Attempt">The last attempt made, from 1.</param>
/// <param name="CompleteTime">When it ended, UTC.</param>
/// <param name="OriginalScheduleTime">When it was asked for first, UTC.</param>
internal sealed record LocalActivityOutcome(
    Resolution Result, int Attempt, DateTime CompleteTime, DateTime OriginalScheduleTime);
