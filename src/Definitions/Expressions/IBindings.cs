using System.Diagnostics.CodeAnalysis;

namespace Pipelines.Definitions.Expressions;

/// <summary>The values that an expression's names stand for. Asking must be free of effects and always answer the
/// same.</summary>
public interface IBindings
{
    /// <summary>Looks the root name up.</summary>
    /// <returns>False when there is no such name: evaluation gives an error then.</returns>
    bool TryGet(string name, [NotNullWhen(true)] out Value? value);
}
