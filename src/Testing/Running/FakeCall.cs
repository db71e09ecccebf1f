using System.Text.Json;

namespace Pipelines.Testing.Running;

/// <summary>A call that a step made: one attempt of a job, a registration, a request.</summary>
/// <param name="Path">The step's path.</param>
/// <param name="Attempt">The attempt, from 1.</param>
/// <param name="At">Virtual time since the execution's start.</param>
/// <param name="Request">
/// What the activity was given, as JSON: of a job <c>command</c>, <c>component</c>, <c>inputs</c>,
/// <c>hyperparameters</c>,
/// <c>env</c>; of a request <c>method</c>, <c>url</c>, <c>headers</c>, <c>body</c>; of a registration <c>group</c>,
/// <c>model</c>, <c>approval</c>, <c>metrics</c>, <c>note</c>.
/// </param>
public sealed record FakeCall(string Path, int Attempt, TimeSpan At, JsonElement Request);
