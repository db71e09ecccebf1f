using System.Reflection;

namespace Pipelines.Activities.Components;

/// <summary>The components that a worker offers: C# methods under the names that definitions use.</summary>
/// <remarks>
/// <para>A parameter takes the hyperparameter or input of its name; case, <c>-</c> and <c>_</c> do not count. Numbers,
/// text, booleans, lists
/// and records come from JSON; <see cref="Table"/>, <see cref="Stream"/>, <c>byte[]</c>, <see cref="FileInfo"/> and
/// <see cref="DirectoryInfo"/> from
/// artifacts; <see cref="ComponentContext"/> and <see cref="CancellationToken"/> from the worker. A name that no
/// parameter takes is an error, unless <see cref="ComponentContext"/> is all that the method takes from the
/// step.</para>
/// <para>A result becomes the step's only output, or its properties (or tuple elements) become the outputs of their
/// names.</para>
/// <para>Filled before the worker starts; read by many threads after that.</para>
/// </remarks>
public sealed class ComponentRegistry
{
    private readonly Dictionary<string, ComponentMethod> _methods = new(StringComparer.Ordinal);

    /// <summary>Registered names, sorted.</summary>
    public IReadOnlyList<string> Names => [.. _methods.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Registers a method under a name.</summary>
    /// <returns>This registry.</returns>
    /// <exception cref="ArgumentException">The name is taken, or the method has a parameter that cannot be
    /// bound.</exception>
    public ComponentRegistry Add(string name, Delegate method)
    {
        ArgumentNullException.ThrowIfNull(method);
        if (method.Method.IsStatic && method.Target is not null)
            throw new ArgumentException("a delegate that closes over the first argument of a static method cannot be "
                + "a component; use a lambda", nameof(method));
        return Add(name, method.Method, method.Target);
    }

    /// <summary>Registers every public method of <paramref name="instance"/> that has a <see
    /// cref="ComponentAttribute"/>.</summary>
    /// <returns>This registry.</returns>
    /// <exception cref="ArgumentException">There is none, a name is taken, or a parameter cannot be bound.</exception>
    public ComponentRegistry AddAll(object instance)
    {
        ArgumentNullException.ThrowIfNull(instance);
        var found = 0;
        foreach (var method in instance.GetType()
            .GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static))
        {
            if (method.GetCustomAttribute<ComponentAttribute>() is not { } component) continue;
            Add(component.Name, method, method.IsStatic ? null : instance);
            found++;
        }

        return found > 0 ? this : throw new ArgumentException(
            $"{instance.GetType().Name} has no public method with [Component]", nameof(instance));
    }

    /// <summary>Registers the components that come with the product: see <see
    /// cref="BuiltIn.BuiltInComponents"/>.</summary>
    /// <returns>This registry.</returns>
    public ComponentRegistry AddBuiltIns() => BuiltIn.BuiltInComponents.AddTo(this);

    /// <summary>True when a component of that name is registered.</summary>
    public bool Contains(string name) => _methods.ContainsKey(name);

    internal ComponentMethod? Find(string name) => _methods.GetValueOrDefault(name);

    private ComponentRegistry Add(string name, MethodInfo method, object? target)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (!_methods.TryAdd(name, new ComponentMethod(name, method, target)))
            throw new ArgumentException($"a component '{name}' is registered already", nameof(name));
        return this;
    }
}
