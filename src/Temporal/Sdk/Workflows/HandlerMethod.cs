using System.Reflection;
using Temporalio.Converters;

namespace Temporalio.Workflows;

/// <summary>A method that is called with decoded payloads: its parameters and a fast way to call it. Made once per
/// definition.</summary>
internal sealed class HandlerMethod
{
    private readonly MethodInvoker _invoker;
    private readonly Delegate? _delegate;
    private readonly Func<Task, object?>? _result;

    public HandlerMethod(MethodInfo method, Delegate? target = null)
    {
        Method = method;
        _delegate = target;
        _invoker = MethodInvoker.Create(target == null ? method : target.GetType().GetMethod("Invoke")!);
        Parameters = method.GetParameters();
        ParameterTypes = new Type[Parameters.Length];
        for (var at = 0; at < Parameters.Length; at++)
        {
            ParameterTypes[at] = Parameters[at].ParameterType;
            if (!Parameters[at].HasDefaultValue)
                RequiredCount = at + 1;
        }
        if (TaskResultType(method.ReturnType) is { } resultType)
        {
            _result = typeof(HandlerMethod).GetMethod(nameof(ResultOf), BindingFlags.NonPublic | BindingFlags.Static)!
                .MakeGenericMethod(resultType).CreateDelegate<Func<Task, object?>>();
        }
    }

    public MethodInfo Method { get; }

    public ParameterInfo[] Parameters { get; }

    public Type[] ParameterTypes { get; }

    public int RequiredCount { get; }

    /// <summary>Calls the method. An exception of the method comes out as it was thrown.</summary>
    public object? Invoke(object? instance, object?[] args)
    {
        if (_delegate != null)
            return _invoker.Invoke(_delegate, args.AsSpan());
        return _invoker.Invoke(Method.IsStatic ? null : instance, args.AsSpan());
    }

    /// <summary>Calls a method that returns a task and waits for it; returns the task's result, null when it has
    /// none.</summary>
    public async Task<object?> InvokeAsync(object? instance, object?[] args)
    {
        var task = (Task?)Invoke(instance, args)
            ?? throw new InvalidOperationException(
                $"{Method.DeclaringType}.{Method.Name} returned null instead of a task.");
        await task.ConfigureAwait(true);
        return _result?.Invoke(task);
    }

    private static Type? TaskResultType(Type returned)
    {
        for (var type = returned; type != null; type = type.BaseType)
        {
            if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Task<>))
                return type.GetGenericArguments()[0];
        }
        return null;
    }

    private static object? ResultOf<T>(Task task) => ((Task<T>)task).Result;
}
