using Pipelines.Definitions.Model;
using Pipelines.Definitions.Yaml;

namespace Pipelines.Definitions.Reading;

/// <summary>A parameter as it was read.</summary>
/// <param name="Key">Its name in the text.</param>
/// <param name="Definition">Null when its type cannot be told.</param>
/// <param name="Default">The node of its default; null when it has none.</param>
internal sealed record ParameterDraft(YamlNode.Scalar Key, ParameterDefinition? Definition, YamlNode? Default);
