using System.Linq.Expressions;
using System.Reflection;

namespace Temporalio.Common;

/// <summary>Reads <c>wf =&gt; wf.RunAsync(a, b)</c>: the method, and the values of its arguments.</summary>
internal static class CallExpression
{
    /// <summary>Returns method and argument values of a lambda that is a single call.</summary>
    /// <exception cref="ArgumentException">The lambda is anything else.</exception>
    public static (MethodInfo Method, IReadOnlyCollection<object?> Args) Extract(LambdaExpression expression)
    {
        ArgumentNullException.ThrowIfNull(expression);
        var body = expression.Body is UnaryExpression { NodeType: ExpressionType.Convert } convert
            ? convert.Operand
            : expression.Body;
        if (body is not MethodCallExpression call)
        {
            throw new ArgumentException($"'{expression}' is no single method call.", nameof(expression));
        }

        if (call.Object == null && expression.Parameters.Count > 0)
        {
            throw new ArgumentException(
                $"'{expression}' calls a static method; its lambda must have no parameter.", nameof(expression));
        }

        var args = call.Arguments.Count == 0 ? [] : new object?[call.Arguments.Count];
        for (var i = 0; i < args.Length; i++)
        {
            args[i] = Evaluate(call.Arguments[i]);
        }

        if (call.Object == null)
        {
            return (call.Method, args);
        }

        if (expression.Parameters.Count == 0)
        {
            return (call.Method, args); // () => instance.Method(): the instance itself is not used
        }

        if (call.Object != expression.Parameters[0])
        {
            throw new ArgumentException(
                $"'{expression}' must call a method of the lambda's parameter.", nameof(expression));
        }

        return (MostSpecific(call.Method, call.Object.Type), args);
    }

    /// <summary>Returns the property or field of <c>wf =&gt; wf.Status</c>; null when the lambda is something else.</summary>
    public static MemberInfo? ExtractMember(LambdaExpression expression) =>
        expression.Body is MemberExpression member && member.Expression == expression.Parameters.FirstOrDefault()
            ? member.Member
            : null;

    // A method's ReflectedType in an expression is where it is declared, not where it was called.
    private static MethodInfo MostSpecific(MethodInfo method, Type type) =>
        method.ReflectedType == type
            ? method
            : type.GetMethod(
                method.Name,
                BindingFlags.Public | BindingFlags.Instance,
                [.. method.GetParameters().Select(parameter => parameter.ParameterType)]) ?? method;

    // Constants, captured variables and conversions between references are read directly: no code is compiled.
    private static object? Evaluate(Expression expression) => expression switch
    {
        ConstantExpression constant => constant.Value,
        MemberExpression { Member: FieldInfo field } member =>
            field.GetValue(member.Expression == null ? null : Evaluate(member.Expression)),
        MemberExpression { Member: PropertyInfo property } member =>
            property.GetValue(
                member.Expression == null ? null : Evaluate(member.Expression),
                BindingFlags.DoNotWrapExceptions,
                null,
                null,
                null),
        UnaryExpression { NodeType: ExpressionType.Convert, Method: null } convert
            when convert.Type.IsAssignableFrom(convert.Operand.Type) => Evaluate(convert.Operand),
        NewArrayExpression { NodeType: ExpressionType.NewArrayInit } array => EvaluateArray(array),
        _ => Expression.Lambda<Func<object?>>(Expression.Convert(expression, typeof(object)))
            .Compile(preferInterpretation: true)(),
    };

    private static Array EvaluateArray(NewArrayExpression array)
    {
        var values = Array.CreateInstance(array.Type.GetElementType()!, array.Expressions.Count);
        for (var i = 0; i < values.Length; i++)
        {
            values.SetValue(Evaluate(array.Expressions[i]), i);
        }

        return values;
    }
}
