using System.Diagnostics.CodeAnalysis;
using Temporalio.Activities;
using Temporalio.Client.Interceptors;
using Temporalio.Converters;
using Temporalio.Worker.Interceptors;
using Temporalio.Workflows;

namespace Temporalio.Common;

/// <summary>What a <see cref="SimplePlugin"/> adds and replaces.</summary>
[SuppressMessage("Design", "CA1034", Justification = "The official types are nested.")]
public class SimplePluginOptions : ICloneable
{
    /// <summary>Gets or sets the data converter to use; null to keep the one that is there.</summary>
    public DataConverter? DataConverter
    {
        get => DataConverterOption?.Constant;
        set => DataConverterOption = new(value);
    }

    /// <summary>Gets or sets the data converter, or what makes it of the one that is there.</summary>
    public SimplePluginOption<DataConverter>? DataConverterOption { get; set; }

    /// <summary>Gets or sets interceptors to add to clients.</summary>
    public IReadOnlyCollection<IClientInterceptor>? ClientInterceptors
    {
        get => ClientInterceptorsOption?.Constant;
        set => ClientInterceptorsOption = new(value);
    }

    /// <summary>Gets or sets interceptors to add to clients, or what makes them of those that are there.</summary>
    public SimplePluginOption<IReadOnlyCollection<IClientInterceptor>>? ClientInterceptorsOption { get; set; }

    /// <summary>Gets or sets interceptors to add to workers and replayers.</summary>
    public IReadOnlyCollection<IWorkerInterceptor>? WorkerInterceptors
    {
        get => WorkerInterceptorsOption?.Constant;
        set => WorkerInterceptorsOption = new(value);
    }

    /// <summary>Gets or sets interceptors to add to workers and replayers, or what makes them.</summary>
    public SimplePluginOption<IReadOnlyCollection<IWorkerInterceptor>>? WorkerInterceptorsOption { get; set; }

    /// <summary>Gets or sets exception types to add to those that fail a workflow.</summary>
    public IReadOnlyCollection<Type>? WorkflowFailureExceptionTypes
    {
        get => WorkflowFailureExceptionTypesOption?.Constant;
        set => WorkflowFailureExceptionTypesOption = new(value);
    }

    /// <summary>Gets or sets exception types to add to those that fail a workflow, or what makes them.</summary>
    public SimplePluginOption<IReadOnlyCollection<Type>>? WorkflowFailureExceptionTypesOption { get; set; }

    /// <summary>Gets activities to add to workers.</summary>
    public IList<ActivityDefinition> Activities { get; private set; } = [];

    /// <summary>Gets workflows to add to workers and replayers.</summary>
    public IList<WorkflowDefinition> Workflows { get; private set; } = [];

    /// <summary>Gets or sets what is awaited before a worker or replayer runs.</summary>
    public Func<Task>? RunContextBefore { get; set; }

    /// <summary>Gets or sets what is awaited after a worker or replayer ran, however it ended.</summary>
    public Func<Task>? RunContextAfter { get; set; }

    /// <summary>Adds the activity of a delegate whose method has the attribute.</summary>
    /// <param name="del">The delegate.</param>
    /// <returns>These options.</returns>
    public SimplePluginOptions AddActivity(Delegate del) => AddActivity(ActivityDefinition.Create(del));

    /// <summary>Adds an activity.</summary>
    /// <param name="definition">Its definition.</param>
    /// <returns>These options.</returns>
    public SimplePluginOptions AddActivity(ActivityDefinition definition)
    {
        Activities.Add(definition);
        return this;
    }

    /// <summary>Adds all methods of a type that have the activity attribute.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="instance">Instance for the methods that are not static.</param>
    /// <returns>These options.</returns>
    public SimplePluginOptions AddAllActivities<T>(T? instance) => AddAllActivities(typeof(T), instance);

    /// <summary>Adds all methods of a type that have the activity attribute.</summary>
    /// <param name="type">The type.</param>
    /// <param name="instance">Instance for the methods that are not static.</param>
    /// <returns>These options.</returns>
    public SimplePluginOptions AddAllActivities(Type type, object? instance)
    {
        foreach (var definition in ActivityDefinition.CreateAll(type, instance))
        {
            AddActivity(definition);
        }

        return this;
    }

    /// <summary>Adds a workflow.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <returns>These options.</returns>
    public SimplePluginOptions AddWorkflow<T>() => AddWorkflow(typeof(T));

    /// <summary>Adds a workflow.</summary>
    /// <param name="type">Its type.</param>
    /// <returns>These options.</returns>
    public SimplePluginOptions AddWorkflow(Type type) => AddWorkflow(WorkflowDefinition.Create(type));

    /// <summary>Adds a workflow.</summary>
    /// <param name="definition">Its definition.</param>
    /// <returns>These options.</returns>
    public SimplePluginOptions AddWorkflow(WorkflowDefinition definition)
    {
        Workflows.Add(definition);
        return this;
    }

    /// <summary>Copies the options; the lists are copied too.</summary>
    /// <returns>The copy.</returns>
    public virtual object Clone()
    {
        var copy = (SimplePluginOptions)MemberwiseClone();
        copy.Activities = [.. Activities];
        copy.Workflows = [.. Workflows];
        return copy;
    }

    /// <summary>A value, or what makes it of the one that is there.</summary>
    /// <typeparam name="T">Type of the value.</typeparam>
    public class SimplePluginOption<T>
    {
        /// <summary>Initializes a new instance of the <see cref="SimplePluginOption{T}"/> class.</summary>
        /// <param name="value">The value.</param>
        public SimplePluginOption(T? value) => Constant = value;

        /// <summary>Initializes a new instance of the <see cref="SimplePluginOption{T}"/> class.</summary>
        /// <param name="value">Makes the value of the one that is there.</param>
        public SimplePluginOption(Func<T, T> value) => Configurable = value;

        /// <summary>Gets the value; null when there is a function.</summary>
        public T? Constant { get; }

        /// <summary>Gets what makes the value; null when there is a value.</summary>
        public Func<T, T>? Configurable { get; }
    }
}
