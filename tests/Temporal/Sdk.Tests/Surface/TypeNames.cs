namespace Temporalio.Tests.Surface;

/// <summary>Writes types as C# does, in the form of temporalio-public-api.txt: no namespaces, keywords, nested with dots.</summary>
public static class TypeNames
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void", [typeof(object)] = "object", [typeof(string)] = "string", [typeof(bool)] = "bool",
        [typeof(char)] = "char", [typeof(byte)] = "byte", [typeof(sbyte)] = "sbyte", [typeof(short)] = "short",
        [typeof(ushort)] = "ushort", [typeof(int)] = "int", [typeof(uint)] = "uint", [typeof(long)] = "long",
        [typeof(ulong)] = "ulong", [typeof(float)] = "float", [typeof(double)] = "double",
        [typeof(decimal)] = "decimal",
    };

    /// <summary>The name with its type arguments. The nullability of references is not part of it.</summary>
    public static string Of(Type type)
    {
        if (type.IsByRef)
        {
            return "ref " + Of(type.GetElementType()!);
        }

        if (type.IsArray)
        {
            return Of(type.GetElementType()!) + "[]";
        }

        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return Of(underlying) + "?";
        }

        return Keywords.TryGetValue(type, out var keyword) ? keyword
            : type.IsGenericParameter ? type.Name
            : Named(type);
    }

    private static string Named(Type type)
    {
        var arguments = type.GetGenericArguments();
        var outer = type.DeclaringType is { } declaring ? declaring.GetGenericArguments().Length : 0;
        var name = type.Name.Split('`')[0];
        if (arguments.Length > outer)
        {
            name += $"<{string.Join(", ", arguments[outer..].Select(Of))}>";
        }

        return type.DeclaringType is { } parent ? $"{Of(parent)}.{name}" : name;
    }
}
