using System.Text.Json;
using Pipelines.Definitions.Yaml;

namespace Pipelines.Definitions.Reading;

/// <summary>A named value as it was read: an output of a block, a part of a loop's state.</summary>
/// <param name="Name">The name.</param>
/// <param name="Key">Where the name stands.</param>
/// <param name="Node">The value as written.</param>
/// <param name="Value">The value template.</param>
/// <param name="Sites">The expressions in it.</param>
internal sealed record ValueDraft(
    string Name, YamlNode.Scalar Key, YamlNode Node, JsonElement Value, IReadOnlyList<ExpressionSite> Sites);
