using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Temporalio.Tests.Surface;

/// <summary>The members that a type declares for the public, a line each, as temporalio-public-api.txt writes them.</summary>
public sealed class MemberSignatures
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance
        | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private readonly NullabilityInfoContext _nullability = new();

    public IEnumerable<string> Of(Type type)
    {
        if (type.IsEnum)
        {
            return [];
        }

        var constructors = type.GetConstructors(Declared)
            .Where(constructor => !constructor.IsStatic && IsVisible(constructor) && !IsRecordPart(type, constructor))
            .Select(Constructor);
        var fields = type.GetFields(Declared)
            .Where(field => (field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly) && !field.IsSpecialName)
            .Select(Field);
        var properties = type.GetProperties(Declared)
            .Where(property => property.GetAccessors(nonPublic: true).Any(IsVisible) && property.Name != "EqualityContract")
            .Select(Property);
        var events = type.GetEvents(Declared)
            .Where(one => IsVisible(one.AddMethod!)).Select(one => $"event {TypeNames.Of(one.EventHandlerType!)} {one.Name}");
        var methods = type.GetMethods(Declared)
            .Where(method => IsVisible(method) && !method.IsSpecialName && !IsRecordPart(type, method))
            .Where(method => !IsNewerOverride(method))
            .Select(Method);
        return [.. constructors, .. fields, .. properties, .. events, .. methods];
    }

    private static bool IsVisible(MethodBase method) =>
        method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    // The official package is built for .NET Standard 2.0: what System.Random got later it cannot override. An override
    // of the framework's member gives programs nothing that they could not name before.
    private static bool IsNewerOverride(MethodInfo method) =>
        method.GetBaseDefinition().DeclaringType == typeof(Random)
        && (method.Name is "NextInt64" or "NextSingle"
            || (method.Name == "NextBytes" && method.GetParameters()[0].ParameterType == typeof(Span<byte>)));

    // Private interface implementations have a dot in their name; a record's copies and equality are the compiler's.
    private static bool IsRecordPart(Type type, MethodBase method) =>
        method.Name.Contains('<', StringComparison.Ordinal)
        || (TypeSignature.IsRecord(type)
            && (TypeSignature.IsGenerated(method) || method.Name is "Equals" or "GetHashCode" or "ToString" or "Deconstruct"
                || (method.IsConstructor && method.GetParameters() is [var only] && only.ParameterType == type)));

    private static string Access(MethodBase method) => method.IsPublic ? string.Empty : "protected ";

    private static string Modifiers(MethodInfo method)
    {
        var access = Access(method);
        return method switch
        {
            { IsStatic: true } => access + "static ",
            { DeclaringType.IsInterface: true } => access,
            { IsAbstract: true } => access + (method.GetBaseDefinition() != method ? "abstract override " : "abstract "),
            { IsVirtual: true } when method.GetBaseDefinition() != method => access + "override ",
            { IsVirtual: true, IsFinal: false } => access + "virtual ",
            _ => access,
        };
    }

    private string Constructor(ConstructorInfo constructor) => $"{Access(constructor)}new({Parameters(constructor)})";

    private string Method(MethodInfo method)
    {
        var generic = method.IsGenericMethodDefinition
            ? $"<{string.Join(", ", method.GetGenericArguments().Select(TypeNames.Of))}>"
            : string.Empty;
        return $"{Modifiers(method)}{TypeNames.Of(method.ReturnType)} {method.Name}{generic}({Parameters(method)})";
    }

    private string Field(FieldInfo field)
    {
        var access = field.IsPublic ? string.Empty : "protected ";
        var kind = field.IsStatic ? "static " : string.Empty;
        return $"{access}{kind}{TypeNames.Of(field.FieldType)}{Mark(field.FieldType, () => _nullability.Create(field))} {field.Name}";
    }

    private string Property(PropertyInfo property)
    {
        var getter = property.GetMethod is { } get && IsVisible(get) ? get : null;
        var setter = property.SetMethod is { } set && IsVisible(set) ? set : null;
        var isInit = setter?.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) == true;
        var accessors = (getter != null ? "get; " : string.Empty)
            + (setter != null ? (isInit ? "init; " : "set; ") : string.Empty);
        var type = TypeNames.Of(property.PropertyType) + Mark(property.PropertyType, () => _nullability.Create(property));
        return $"{Modifiers((getter ?? setter)!)}{type} {property.Name} {{ {accessors}}}";
    }

    private string Parameters(MethodBase method)
    {
        var isExtension = method.IsDefined(typeof(ExtensionAttribute), false);
        return string.Join(", ", method.GetParameters()
            .Select((parameter, index) => (isExtension && index == 0 ? "this " : string.Empty) + Parameter(parameter)));
    }

    private string Parameter(ParameterInfo parameter)
    {
        var kind = parameter.IsDefined(typeof(ParamArrayAttribute), false) ? "params " : string.Empty;
        var type = TypeNames.Of(parameter.ParameterType)
            + Mark(parameter.ParameterType, () => _nullability.Create(parameter));
        return $"{kind}{type} {parameter.Name}" + (parameter.HasDefaultValue ? " = " + Default(parameter) : string.Empty);
    }

    private static string Default(ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        return parameter.RawDefaultValue switch
        {
            null => type.IsValueType ? "default" : "null",
            var value when type.IsEnum => $"{TypeNames.Of(type)}.{Enum.GetName(type, value)}",
            true => "true",
            false => "false",
            string text => $"\"{text}\"",
            var value => string.Create(CultureInfo.InvariantCulture, $"{value}"),
        };
    }

    // A reference that may be null. Only the outermost type carries the mark; what an out parameter of a type parameter
    // holds after a failure is said by an attribute, which the list does not show.
    private static string Mark(Type type, Func<NullabilityInfo> read)
    {
        var bare = type.IsByRef ? type.GetElementType()! : type;
        return bare.IsValueType || (type.IsByRef && bare.IsGenericParameter)
            ? string.Empty
            : read().ReadState == NullabilityState.Nullable ? "?" : string.Empty;
    }
}
