using Temporalio.Client;

namespace Temporalio.Tests.Scenarios.Scripts;

/// <summary>A workflow's steps, what the world does meanwhile, and what comes out.</summary>
/// <param name="Name">Its name, unique among all scripts.</param>
/// <param name="Outcome">The workflow's log at its end, or its failure as <see cref="FailureText"/> tells it.</param>
/// <param name="Steps">The steps of the first run.</param>
public sealed record Script(string Name, string Outcome, params IReadOnlyList<Step> Steps)
{
    /// <summary>What the test does while the workflow runs.</summary>
    public Func<ScriptPlay, Task> Drive { get; init; } = _ => Task.CompletedTask;

    /// <summary>Changes how the workflow is started.</summary>
    public Action<WorkflowOptions> Start { get; init; } = _ => { };

    public override string ToString() => Name;
}
