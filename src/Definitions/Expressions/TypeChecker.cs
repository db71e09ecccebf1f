using Pipelines.Definitions.Expressions.Checking;

namespace Pipelines.Definitions.Expressions;

/// <summary>Checks the types of expressions before anything is evaluated. What is not known is dyn, and dyn goes with
/// everything.</summary>
public static class TypeChecker
{
    /// <summary>Checks an expression and finds the type of its value.</summary>
    public static CheckResult Check(Expression expression, TypeEnvironment environment)
    {
        ArgumentNullException.ThrowIfNull(expression);
        ArgumentNullException.ThrowIfNull(environment);
        var inference = new Inference(environment);
        var type = inference.TypeOf(expression);
        return inference.Faults.Count == 0
            ? new CheckResult(type, [])
            : new CheckResult(CelType.Dyn, [.. inference.Faults.OrderBy(f => f.Offset)]);
    }

    /// <summary>True when a value of type <paramref name="given"/> may stand where <paramref name="wanted"/> is
    /// wanted. Int does not go for double.</summary>
    public static bool IsAssignable(CelType wanted, CelType given)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        ArgumentNullException.ThrowIfNull(given);
        return new Unifier().Assign(wanted, given);
    }
}
