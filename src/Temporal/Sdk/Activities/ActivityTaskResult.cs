using System.Reflection;

namespace Temporalio.Activities;

/// <summary>Reads the result of a task whose type is known when the definition is made, not at each call.</summary>
internal static class ActivityTaskResult
{
    private static readonly MethodInfo Typed = typeof(ActivityTaskResult).GetMethod(
        nameof(ReadAsync), BindingFlags.Static | BindingFlags.NonPublic)!;

    /// <summary>Returns what awaits a task of the type; null when the type is no task.</summary>
    public static Func<Task, Task<object?>>? ReaderFor(Type returnType)
    {
        for (var type = returnType; type != null && typeof(Task).IsAssignableFrom(type); type = type.BaseType)
        {
            if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Task<>)
                && type.GenericTypeArguments[0] is { FullName: not "System.Threading.Tasks.VoidTaskResult" } result)
            {
                // An async method that returns a plain Task runs as a Task<VoidTaskResult>: it has no result.
                return Typed.MakeGenericMethod(result).CreateDelegate<Func<Task, Task<object?>>>();
            }

            if (type == typeof(Task))
            {
                return ReadNothingAsync;
            }
        }

        return null;
    }

    // An invoker made by hand may wrap the method's task in one of its own.
    private static async Task<object?> ReadAsync<T>(Task task) =>
        task is Task<T> typed
            ? await typed.ConfigureAwait(false)
            : await (ReaderFor(task.GetType()) ?? ReadNothingAsync)(task).ConfigureAwait(false);

    private static async Task<object?> ReadNothingAsync(Task task)
    {
        await task.ConfigureAwait(false);
        return default(ValueTuple);
    }
}
