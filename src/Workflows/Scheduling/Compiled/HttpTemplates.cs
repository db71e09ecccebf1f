using System.Collections.Immutable;

namespace Pipelines.Workflows.Scheduling.Compiled;

/// <summary>The templates of a call of a web service.</summary>
/// <param name="Method">The method in capitals.</param>
/// <param name="Url">The address.</param>
/// <param name="Headers">Headers by name.</param>
/// <param name="Body">The body; null for none.</param>
internal sealed record HttpTemplates(
    string Method, FieldTemplate Url, ImmutableArray<NamedTemplate> Headers, FieldTemplate? Body);
