namespace Pipelines.Workflows.Scheduling.Compiled;

/// <summary>An expression and what its value is called.</summary>
internal sealed record NamedExpression(string Name, FieldExpression Expression);
