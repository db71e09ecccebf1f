namespace Pipelines.Workflows.Scheduling;

/// <summary>Names one step of one frame.</summary>
/// <param name="Frame">The frame's id.</param>
/// <param name="Index">The step's index in the frame's block.</param>
internal readonly record struct StepKey(int Frame, int Index);
