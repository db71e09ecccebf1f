namespace Pipelines.Workflows.Scheduling.Compiled;

/// <summary>A template and what its value is called.</summary>
internal sealed record NamedTemplate(string Name, FieldTemplate Template);
