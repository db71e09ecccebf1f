using System.Reflection;
using System.Runtime.CompilerServices;
using Temporalio.Converters;

namespace Temporalio.Activities;

/// <summary>An activity that a worker can run: name, parameters and what calls it.</summary>
public class ActivityDefinition
{
    private const string ReservedPrefix = "__temporal_";

    private readonly Func<object?[], object?> _invoker;
    private readonly Func<Task, Task<object?>>? _taskResult;

    private ActivityDefinition(
        string? name,
        Type returnType,
        IReadOnlyCollection<Type> parameterTypes,
        int requiredParameterCount,
        Func<object?[], object?> invoker,
        MethodInfo? methodInfo)
    {
        Name = name;
        ReturnType = returnType;
        ParameterTypes = parameterTypes;
        RequiredParameterCount = requiredParameterCount;
        MethodInfo = methodInfo;
        _invoker = invoker;
        _taskResult = ActivityTaskResult.ReaderFor(returnType);
    }

    /// <summary>Gets the name; null for the dynamic activity.</summary>
    public string? Name { get; }

    /// <summary>Gets a value indicating whether it takes every call that has no activity of its own.</summary>
    public bool Dynamic => Name == null;

    /// <summary>Gets the type that the method returns; a task for an asynchronous activity.</summary>
    public Type ReturnType { get; }

    /// <summary>Gets the types of the parameters.</summary>
    public IReadOnlyCollection<Type> ParameterTypes { get; }

    /// <summary>Gets the number of parameters without default value.</summary>
    public int RequiredParameterCount { get; }

    /// <summary>Gets the method; null for a definition made from a delegate of its own.</summary>
    public MethodInfo? MethodInfo { get; }

    /// <summary>Makes the definition of a delegate whose method has the activity attribute.</summary>
    /// <param name="del">The delegate.</param>
    /// <returns>The definition.</returns>
    public static ActivityDefinition Create(Delegate del)
    {
        ArgumentNullException.ThrowIfNull(del);
        var invoker = MethodInvoker.Create(del.Method);
        var target = del.Target;

        // A static method with a bound first argument, as a lambda's closure may be, can only be called as a delegate.
        return del.Method.IsStatic && target != null
            ? Create(del.Method, del.DynamicInvoke)
            : Create(del.Method, parameters => invoker.Invoke(target, parameters.AsSpan()));
    }

    /// <summary>Makes the definition of a method that has the activity attribute.</summary>
    /// <param name="method">The method.</param>
    /// <param name="invoker">What calls it.</param>
    /// <returns>The definition.</returns>
    public static ActivityDefinition Create(MethodInfo method, Func<object?[], object?> invoker)
    {
        ArgumentNullException.ThrowIfNull(method);
        var attribute = method.GetCustomAttribute<ActivityAttribute>(false)
            ?? throw new ArgumentException($"{method} has no [Activity] attribute.", nameof(method));
        return CreateWithoutAttribute(NameOf(method, attribute), method, invoker);
    }

    /// <summary>Makes a definition by hand.</summary>
    /// <param name="name">Name; null for the dynamic activity.</param>
    /// <param name="returnType">Type that the invoker returns; may be a task.</param>
    /// <param name="parameterTypes">Types of the parameters.</param>
    /// <param name="requiredParameterCount">Number of parameters that a call must have.</param>
    /// <param name="invoker">What is called.</param>
    /// <returns>The definition.</returns>
    public static ActivityDefinition Create(
        string? name,
        Type returnType,
        IReadOnlyCollection<Type> parameterTypes,
        int requiredParameterCount,
        Func<object?[], object?> invoker) =>
        Create(name, returnType, parameterTypes, requiredParameterCount, invoker, null);

    /// <summary>Makes the definitions of all methods of a type that have the activity attribute.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="instance">Instance for the methods that are not static.</param>
    /// <returns>The definitions.</returns>
    public static IReadOnlyCollection<ActivityDefinition> CreateAll<T>(T? instance) =>
        CreateAll(typeof(T), instance);

    /// <summary>Makes the definitions of all methods of a type that have the activity attribute.</summary>
    /// <param name="type">The type.</param>
    /// <param name="instance">Instance for the methods that are not static.</param>
    /// <returns>The definitions.</returns>
    public static IReadOnlyCollection<ActivityDefinition> CreateAll(Type type, object? instance)
    {
        ArgumentNullException.ThrowIfNull(type);
        var found = new List<ActivityDefinition>();
        foreach (var method in type.GetMethods(
            BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static
                | BindingFlags.FlattenHierarchy))
        {
            if (!method.IsDefined(typeof(ActivityAttribute), false))
            {
                continue;
            }

            if (!method.IsPublic)
            {
                throw new ArgumentException($"Activity method {type}.{method.Name} must be public.", nameof(type));
            }

            if (!method.IsStatic && instance == null)
            {
                throw new InvalidOperationException(
                    $"Activity method {type}.{method.Name} is not static, and no instance is given.");
            }

            if (method.ContainsGenericParameters)
            {
                throw new ArgumentException($"Activity method {type}.{method.Name} must not be generic.", nameof(type));
            }

            var invoker = MethodInvoker.Create(method);
            var target = method.IsStatic ? null : instance;
            found.Add(Create(method, parameters => invoker.Invoke(target, parameters.AsSpan())));
        }

        return found.Count > 0
            ? found
            : throw new ArgumentException($"{type} has no method with the [Activity] attribute.", nameof(type));
    }

    /// <summary>Makes the definition of a method, whether or not it has the attribute.</summary>
    /// <param name="name">Name; null for the dynamic activity.</param>
    /// <param name="method">The method.</param>
    /// <param name="invoker">What calls it.</param>
    /// <returns>The definition.</returns>
    public static ActivityDefinition CreateWithoutAttribute(
        string? name, MethodInfo method, Func<object?[], object?> invoker)
    {
        ArgumentNullException.ThrowIfNull(method);
        ArgumentNullException.ThrowIfNull(invoker);
        var parameters = method.GetParameters();
        var required = parameters.Count(parameter => !parameter.HasDefaultValue);
        return Create(
            name,
            method.ReturnType,
            [.. parameters.Select(parameter => parameter.ParameterType)],
            required,
            required == parameters.Length ? invoker : given => invoker(WithDefaults(parameters, given)),
            method);
    }

    /// <summary>Calls the activity.</summary>
    /// <param name="parameters">Its arguments; those with default values may be missing at the end.</param>
    /// <returns>What it returns; an empty value tuple for none.</returns>
    public Task<object?> InvokeAsync(object?[] parameters)
    {
        object? result;
        try
        {
            result = _invoker(parameters);
        }
        catch (TargetInvocationException wrapped) when (wrapped.InnerException is { } inner)
        {
            return Task.FromException<object?>(inner);
        }
        catch (Exception fault)
        {
            return Task.FromException<object?>(fault);
        }

        return result is Task task
            ? (_taskResult ?? ActivityTaskResult.ReaderFor(task.GetType())!)(task)
            : Task.FromResult(ReturnType == typeof(void) ? default(ValueTuple) : result);
    }

    /// <summary>Returns the name by which a method's activity is called.</summary>
    internal static string NameFromMethodForCall(MethodInfo method)
    {
        var attribute = method.GetCustomAttribute<ActivityAttribute>(false)
            ?? throw new ArgumentException($"{method} has no [Activity] attribute.", nameof(method));
        return NameOf(method, attribute)
            ?? throw new ArgumentException($"{method} is dynamic: call it by a name.", nameof(method));
    }

    private static ActivityDefinition Create(
        string? name,
        Type returnType,
        IReadOnlyCollection<Type> parameterTypes,
        int requiredParameterCount,
        Func<object?[], object?> invoker,
        MethodInfo? methodInfo)
    {
        if (name?.StartsWith(ReservedPrefix, StringComparison.Ordinal) == true)
        {
            throw new ArgumentException($"Activity '{name}': names that start with {ReservedPrefix} are reserved.");
        }

        if (name == null
            && (requiredParameterCount != 1 || parameterTypes.SingleOrDefault() != typeof(IRawValue[])))
        {
            throw new ArgumentException("A dynamic activity has one parameter: IRawValue[].");
        }

        if (returnType == typeof(ValueTask)
            || (returnType.IsGenericType && returnType.GetGenericTypeDefinition() == typeof(ValueTask<>)))
        {
            throw new ArgumentException(
                $"Activity '{name}' returns {returnType}, which nobody would wait for; return Task or Task<T>.",
                nameof(returnType));
        }

        if (returnType == typeof(void) && methodInfo?.IsDefined(typeof(AsyncStateMachineAttribute), false) == true)
        {
            throw new ArgumentException(
                $"Activity '{name}' is async void, which nobody can wait for; return Task.", nameof(methodInfo));
        }

        if (requiredParameterCount > parameterTypes.Count)
        {
            throw new ArgumentException(
                $"Activity '{name}' requires {requiredParameterCount} of {parameterTypes.Count} parameters.",
                nameof(requiredParameterCount));
        }

        return parameterTypes.Any(type => type.IsByRef)
            ? throw new ArgumentException($"Activity '{name}' has a ref or out parameter.", nameof(parameterTypes))
            : new(name, returnType, parameterTypes, requiredParameterCount, invoker, methodInfo);
    }

    private static object?[] WithDefaults(ParameterInfo[] parameters, object?[] given) =>
        given.Length >= parameters.Length
            ? given
            : [.. given, .. parameters.Skip(given.Length).Select(parameter => parameter.DefaultValue)];

    private static string? NameOf(MethodInfo method, ActivityAttribute attribute)
    {
        if (attribute.Dynamic)
        {
            return attribute.Name == null
                ? null
                : throw new ArgumentException($"{method} is dynamic and has a name; it can have one of both.");
        }

        if (attribute.Name != null)
        {
            return attribute.Name;
        }

        // The compiler names a local function <outer>g__NAME|n_m, and a lambda <outer>b__n_m.
        var name = method.Name;
        var local = name.IndexOf(">g__", StringComparison.Ordinal);
        if (local > 0)
        {
            name = name[(local + 4)..];
            name = name[..name.IndexOf('|', StringComparison.Ordinal)];
        }

        if (name.Contains('<', StringComparison.Ordinal))
        {
            throw new ArgumentException($"{method} is a lambda: its [Activity] attribute needs a name.");
        }

        return typeof(Task).IsAssignableFrom(method.ReturnType)
            && name.Length > 5
            && name.EndsWith("Async", StringComparison.Ordinal)
                ? name[..^5]
                : name;
    }
}
