using System.Reflection;
using Pipelines.Definitions.Contracts;

namespace Pipelines.Activities.Components;

/// <summary>One parameter of a component's method.</summary>
internal sealed class ComponentParameter
{
    public ComponentParameter(string component, ParameterInfo parameter)
    {
        if (parameter.ParameterType.IsByRef || parameter.ParameterType.IsPointer)
            throw new ArgumentException($"component '{component}': parameter '{parameter.Name}' is passed by "
                + "reference; components take values");
        Name = parameter.Name ?? throw new ArgumentException($"component '{component}' has a parameter without a name");
        Normalized = ComponentName.Normalize(Name);
        Type = parameter.ParameterType;
        IsOptional = parameter.HasDefaultValue
            || Nullable.GetUnderlyingType(Type) is not null
            || (!Type.IsValueType
                && new NullabilityInfoContext().Create(parameter).WriteState == NullabilityState.Nullable);
        Default = parameter.HasDefaultValue ? parameter.DefaultValue : null;
    }

    public string Name { get; }

    public string Normalized { get; }

    public Type Type { get; }

    /// <summary>True when the step need not give it.</summary>
    public bool IsOptional { get; }

    public object? Default { get; }

    /// <summary>True when the worker gives it, not the step.</summary>
    public bool IsSpecial =>
        Type == typeof(ComponentContext) || Type == typeof(CancellationToken) || Type == typeof(PipelineContext);
}
