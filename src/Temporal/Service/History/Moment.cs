namespace Temporalio.Service.History;

/// <summary>Everything that varies and that a decision may use: the time and a source of fresh ids.</summary>
/// <param name="Now">The time of the decision; the time of all events that it writes.</param>
/// <param name="Ids">The source of run ids, request ids and task ids.</param>
internal readonly record struct Moment(DateTimeOffset Now, IdSource Ids);
