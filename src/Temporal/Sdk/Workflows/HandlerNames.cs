using System.Reflection;
using Temporalio.Converters;

namespace Temporalio.Workflows;

/// <summary>The default names and the shared rules of handlers.</summary>
internal static class HandlerNames
{
    /// <summary>Names that start so belong to the SDK.</summary>
    public const string ReservedPrefix = "__temporal_";

    /// <summary>Returns the method's name, without a trailing Async when it returns a task.</summary>
    public static string WithoutAsync(MethodInfo method) =>
        typeof(Task).IsAssignableFrom(method.ReturnType) && method.Name.Length > 5
            && method.Name.EndsWith("Async", StringComparison.Ordinal)
            ? method.Name[..^5]
            : method.Name;

    /// <summary>Whether a dynamic handler takes (name, arguments).</summary>
    public static bool HasDynamicHandlerParameters(MethodInfo method)
    {
        var parameters = method.GetParameters();
        return parameters.Length == 2 && parameters[0].ParameterType == typeof(string)
            && parameters[1].ParameterType == typeof(IRawValue[]);
    }

    /// <summary>Whether a dynamic workflow takes (arguments).</summary>
    public static bool HasDynamicRunParameters(MethodInfo method)
    {
        var parameters = method.GetParameters();
        return parameters.Length == 1 && parameters[0].ParameterType == typeof(IRawValue[]);
    }

    /// <summary>Throws for a name that belongs to the SDK.</summary>
    public static void RejectReserved(string kind, string? name)
    {
        if (name != null && name.StartsWith(ReservedPrefix, StringComparison.Ordinal))
            throw new ArgumentException(
                $"{kind} name '{name}' starts with '{ReservedPrefix}', which is reserved for the SDK.");
    }
}
