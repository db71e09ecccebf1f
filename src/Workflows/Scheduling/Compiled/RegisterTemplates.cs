using System.Collections.Immutable;

namespace Pipelines.Workflows.Scheduling.Compiled;

/// <summary>The templates of a register step.</summary>
internal sealed record RegisterTemplates(
    FieldTemplate Group,
    FieldTemplate Model,
    FieldTemplate? Approval,
    ImmutableArray<NamedTemplate> Metrics,
    FieldTemplate? Note);
