using System.Collections.Immutable;

namespace Pipelines.Workflows.Scheduling.Compiled;

/// <summary>The templates of a job step.</summary>
/// <param name="Command">Program and arguments; null for a component.</param>
/// <param name="Component">The component's name; null for a program.</param>
/// <param name="Inputs">Inputs by name.</param>
/// <param name="Hyperparameters">Hyperparameters by name.</param>
/// <param name="Env">Environment variables by name.</param>
internal sealed record JobTemplates(
    ImmutableArray<FieldTemplate>? Command,
    string? Component,
    ImmutableArray<NamedTemplate> Inputs,
    ImmutableArray<NamedTemplate> Hyperparameters,
    ImmutableArray<NamedTemplate> Env);
