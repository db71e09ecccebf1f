using Pipelines.Definitions.Reading.Shapes;

namespace Pipelines.Definitions.Reading;

/// <summary>A field that a map may have.</summary>
/// <param name="Name">Its key.</param>
/// <param name="Shape">What it holds.</param>
/// <param name="About">What it means, in a sentence that editors show.</param>
/// <param name="Required">True when it must be there.</param>
internal sealed record Field(string Name, Shape Shape, string About, bool Required = false);
