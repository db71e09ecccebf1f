namespace Pipelines.Activities.Models;

/// <summary>All versions of one model, in short.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Versions">How many versions there are.</param>
/// <param name="Latest">The highest number.</param>
/// <param name="LatestApproved">The highest number that is approved; null when none is.</param>
/// <param name="Created">When the first version was registered.</param>
public sealed record ModelGroup(string Name, int Versions, int Latest, int? LatestApproved, DateTimeOffset Created);
