using Pipelines.Definitions.Expressions;
using Pipelines.Definitions.Reading;
using Pipelines.Definitions.Yaml;

namespace Pipelines.Definitions.Checking;

/// <summary>The types of values as they are written.</summary>
internal static class ValueDraftTypes
{
    /// <summary>Returns the type that the value has once it is evaluated.</summary>
    public static CelType Of(ValueDraft value, TypeEnvironment environment) => value.Node switch
    {
        YamlNode.Scalar when value.Sites is [var site] => site.Check(environment)?.Type ?? CelType.Dyn,
        YamlNode.Scalar scalar => OfConstant(scalar),
        YamlNode.Sequence => CelType.List(CelType.Dyn),
        _ => CelType.Map(CelType.Text, CelType.Dyn),
    };

    /// <summary>Returns the type of a value in which nothing is evaluated.</summary>
    public static CelType OfConstant(YamlNode node) => (node as YamlNode.Scalar)?.Value switch
    {
        CoreValue.Words => CelType.Text,
        CoreValue.Whole => CelType.Int,
        CoreValue.Real => CelType.Double,
        CoreValue.Truth => CelType.Bool,
        _ => CelType.Dyn,
    };
}
