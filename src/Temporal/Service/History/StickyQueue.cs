namespace Temporalio.Service.History;

/// <summary>The queue of the worker that holds the run's workflow in its cache.</summary>
/// <param name="Name">The worker's own queue.</param>
/// <param name="ScheduleToStart">How long a task waits there before it goes to the normal queue.</param>
internal sealed record StickyQueue(string Name, TimeSpan ScheduleToStart);
