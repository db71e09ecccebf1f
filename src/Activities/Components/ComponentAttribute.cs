namespace Pipelines.Activities.Components;

/// <summary>Marks a method that <see cref="ComponentRegistry.AddAll"/> registers.</summary>
/// <param name="name">The name that <c>component:</c> gives in a definition.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ComponentAttribute(string name) : Attribute
{
    /// <summary>The name that <c>component:</c> gives in a definition.</summary>
    public string Name { get; } = name;
}
