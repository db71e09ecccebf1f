using System.Reflection;
using System.Runtime.CompilerServices;

namespace Temporalio.Tests.Surface;

/// <summary>A type's head line as temporalio-public-api.txt writes it.</summary>
public static class TypeSignature
{
    public static bool IsRecord(Type type) => type.GetMethod("<Clone>$") != null;

    public static string Of(Type type)
    {
        if (type.IsEnum)
        {
            var values = Enum.GetValuesAsUnderlyingType(type).Cast<object>()
                .Zip(type.GetEnumNames(), (value, name) => $"{name}={value}");
            return $"enum {TypeNames.Of(type)} {{ {string.Join(", ", values)} }}";
        }

        var bases = Bases(type).ToList();
        return $"{Modifiers(type)}{Kind(type)} {TypeNames.Of(type)}"
            + (bases.Count > 0 ? " : " + string.Join(", ", bases) : string.Empty);
    }

    private static string Kind(Type type) =>
        type.IsInterface ? "interface" : IsRecord(type) ? "record" : type.IsValueType ? "struct" : "class";

    private static string Modifiers(Type type) => type switch
    {
        { IsInterface: true } or { IsValueType: true } => string.Empty,
        { IsAbstract: true, IsSealed: true } => "static ",
        { IsAbstract: true } => "abstract ",
        { IsSealed: true } => "sealed ",
        _ => string.Empty,
    };

    // Sorted: the list's order of interfaces is the compiler's and means nothing.
    private static IEnumerable<string> Bases(Type type)
    {
        if (type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType))
        {
            yield return TypeNames.Of(parent);
        }

        var inherited = type.BaseType?.GetInterfaces() ?? [];
        foreach (var name in type.GetInterfaces().Except(inherited)
            .Where(face => face.IsVisible && !IsOwnEquality(type, face))
            .Select(TypeNames.Of).Order(StringComparer.Ordinal))
        {
            yield return name;
        }
    }

    private static bool IsOwnEquality(Type type, Type face) =>
        face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IEquatable<>)
        && face.GetGenericArguments()[0] == type;

    /// <summary>Whether the compiler wrote the member, so that no list shows it.</summary>
    public static bool IsGenerated(MemberInfo member) => member.IsDefined(typeof(CompilerGeneratedAttribute), false);
}
