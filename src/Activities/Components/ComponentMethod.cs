using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace Pipelines.Activities.Components;

/// <summary>A registered method: what it takes and returns, read by reflection once, and the way to call it.</summary>
internal sealed class ComponentMethod
{
    private readonly MethodInvoker _invoker;
    private readonly object? _target;
    private readonly MethodInvoker? _taskResult;
    private readonly MethodInvoker? _asTask;

    public ComponentMethod(string name, MethodInfo method, object? target)
    {
        Name = name;
        _target = target;
        _invoker = MethodInvoker.Create(method);
        Parameters = [.. method.GetParameters().Select(parameter => new ComponentParameter(name, parameter))];

        var returns = method.ReturnType;
        if (returns == typeof(ValueTask)
            || (returns.IsGenericType && returns.GetGenericTypeDefinition() == typeof(ValueTask<>)))
        {
            var asTask = returns.GetMethod(nameof(ValueTask.AsTask))!;
            _asTask = MethodInvoker.Create(asTask);
            returns = asTask.ReturnType;
        }

        if (returns.IsGenericType && returns.GetGenericTypeDefinition() == typeof(Task<>))
        {
            _taskResult = MethodInvoker.Create(returns.GetProperty(nameof(Task<>.Result))!.GetMethod!);
            returns = returns.GetGenericArguments()[0];
        }

        var names = method.ReturnParameter.GetCustomAttribute<TupleElementNamesAttribute>()?.TransformNames;
        Result = new ComponentResult(returns, names);
    }

    public string Name { get; }

    public IReadOnlyList<ComponentParameter> Parameters { get; }

    public ComponentResult Result { get; }

    /// <summary>Calls the method and returns its result; null for a method that returns nothing.</summary>
    public ValueTask<object?> InvokeAsync(object?[] arguments)
    {
        object? returned;
        try
        {
            returned = _invoker.Invoke(_target, arguments.AsSpan());
        }
        catch (TargetInvocationException error) when (error.InnerException is not null)
        {
            ExceptionDispatchInfo.Throw(error.InnerException);
            throw;
        }

        if (_asTask is not null) returned = _asTask.Invoke(returned);
        return returned is Task task ? AwaitAsync(task) : ValueTask.FromResult(returned);
    }

    private async ValueTask<object?> AwaitAsync(Task task)
    {
        await task.ConfigureAwait(false);
        return _taskResult?.Invoke(task);
    }
}
