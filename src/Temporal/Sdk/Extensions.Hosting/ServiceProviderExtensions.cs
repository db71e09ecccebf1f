using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Temporalio.Activities;

namespace Temporalio.Extensions.Hosting;

/// <summary>Activities whose instances come from a service provider.</summary>
public static class ServiceProviderExtensions
{
    /// <summary>Makes definitions of all activity methods of a type.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="provider">Makes the instances, one scope per activity.</param>
    /// <returns>The definitions.</returns>
    public static IReadOnlyCollection<ActivityDefinition> CreateTemporalActivityDefinitions<T>(
        this IServiceProvider provider) => provider.CreateTemporalActivityDefinitions(typeof(T));

    /// <summary>Makes definitions of all activity methods of a type.</summary>
    /// <param name="provider">Makes the instances, one scope per activity.</param>
    /// <param name="type">The type.</param>
    /// <returns>The definitions.</returns>
    public static IReadOnlyCollection<ActivityDefinition> CreateTemporalActivityDefinitions(
        this IServiceProvider provider, Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return
        [
            .. type.GetMethods(
                    BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance)
                .Where(method => method.IsDefined(typeof(ActivityAttribute)))
                .Select(method => provider.CreateTemporalActivityDefinition(type, method)),
        ];
    }

    /// <summary>Makes the definition of an activity method.</summary>
    /// <param name="provider">Makes the instance, one scope per activity.</param>
    /// <param name="instanceType">Type of the instance.</param>
    /// <param name="method">The method.</param>
    /// <returns>The definition.</returns>
    public static ActivityDefinition CreateTemporalActivityDefinition(
        this IServiceProvider provider, Type instanceType, MethodInfo method)
    {
        var invoker = MethodInvoker.Create(method);
        var result = ActivityTaskResult.ReaderFor(method.ReturnType);
        return ActivityDefinition.Create(method, InvokeAsync);

        // The scope lives as long as the activity: its task is awaited within.
        async Task<object?> InvokeAsync(object?[] args)
        {
            var outer = ActivityScope.ServiceScope;
            await using var own = outer == null ? provider.CreateAsyncScope() : default(AsyncServiceScope?);
            var scope = outer ?? own!;
            ActivityScope.ServiceScope = scope;
            var instance = method.IsStatic
                ? null
                : ActivityScope.ScopedInstance ?? scope.ServiceProvider.GetRequiredService(instanceType);
            ActivityScope.ScopedInstance = instance;
            var returned = invoker.Invoke(instance, args.AsSpan());
            return result != null && returned is Task task
                ? await result(task).ConfigureAwait(false)
                : method.ReturnType == typeof(void) ? default(ValueTuple) : returned;
        }
    }
}
