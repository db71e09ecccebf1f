using System.Reflection;

namespace Temporalio.Workflows;

/// <summary>Reads a workflow type and collects every rule that it breaks.</summary>
internal sealed class WorkflowDefinitionReader
{
    private const BindingFlags Any =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static
        | BindingFlags.FlattenHierarchy;

    private readonly List<string> _faults = [];
    private readonly WorkflowDefinitionParts _parts;
    private readonly WorkflowAttribute _attribute;
    private readonly Type _type;

    private WorkflowDefinitionReader(Type type)
    {
        _type = type;
        _attribute = AttributeOf(type);
        _parts = new(type);
    }

    public static WorkflowDefinitionParts Read(
        Type type, string? nameOverride, Func<object?[], object>? creatorOverride) =>
        new WorkflowDefinitionReader(type).Read(nameOverride, creatorOverride);

    public static WorkflowAttribute AttributeOf(Type type) =>
        type.GetCustomAttribute<WorkflowAttribute>(false)
            ?? throw new ArgumentException($"{type} has no Workflow attribute.");

    /// <summary>Returns the attribute's name, or the type's without the I of an interface; null when dynamic.</summary>
    public static string? NameOf(Type type, WorkflowAttribute attribute)
    {
        if (attribute.Dynamic || attribute.Name != null)
            return attribute.Name;
        var name = type.Name;
        return type.IsInterface && name.Length > 1 && name[0] == 'I' && char.IsUpper(name[1]) ? name[1..] : name;
    }

    private WorkflowDefinitionParts Read(string? nameOverride, Func<object?[], object>? creatorOverride)
    {
        _parts.Name = nameOverride ?? NameOf(_type, _attribute);
        _parts.FailureExceptionTypes = _attribute.FailureExceptionTypes;
        _parts.VersioningBehavior = _attribute.VersioningBehavior;
        if (_attribute.Dynamic && _attribute.Name != null)
            _faults.Add($"{_type} cannot be a dynamic workflow and have a name");
        if (_type.IsGenericType)
            _faults.Add($"{_type} has generic type arguments");
        if (_parts.Name != null && _parts.Name.StartsWith(HandlerNames.ReservedPrefix, StringComparison.Ordinal))
            _faults.Add($"Workflow name {_parts.Name} cannot start with {HandlerNames.ReservedPrefix}");

        ReadConstructors(creatorOverride);
        var validators = ReadValidators();
        foreach (var method in _type.GetMethods(Any))
        {
            ReadRun(method);
            ReadDynamicOptions(method);
            ReadSignal(method);
            ReadQuery(method);
            ReadUpdate(method, validators);
        }
        foreach (var property in _type.GetProperties(Any))
            ReadQueryProperty(property);

        if (_parts.RunMethod == null)
            _faults.Add($"{_type} does not have a valid WorkflowRun method");
        foreach (var (updateMethod, validator) in validators)
            _faults.Add(
                $"Cannot find update method named {updateMethod} for WorkflowUpdateValidator on {validator} method");
        if (_faults.Count > 0)
            throw new AggregateException(_faults.ConvertAll(static fault => new ArgumentException(fault)));
        return _parts;
    }

    private void ReadConstructors(Func<object?[], object>? creatorOverride)
    {
        var constructors = _type.GetConstructors(Any & ~BindingFlags.Static);
        // A struct without constructors can be made as it is.
        var parameterless = constructors.Length == 0;
        foreach (var constructor in constructors)
        {
            parameterless |= constructor.GetParameters().Length == 0;
            if (!constructor.IsDefined(typeof(WorkflowInitAttribute), false))
                continue;
            if (_parts.InitConstructor != null)
                _faults.Add($"WorkflowInit on multiple: {constructor} and {_parts.InitConstructor}");
            else if (!constructor.IsPublic)
                _faults.Add($"WorkflowInit on non-public {constructor}");
            else
                _parts.InitConstructor = constructor;
        }

        if (_parts.InitConstructor is { } init)
        {
            if (creatorOverride != null)
                throw new ArgumentException(
                    "Cannot set creator for workflow with WorkflowInit constructor", nameof(creatorOverride));
            var invoker = ConstructorInvoker.Create(init);
            _parts.Creator = args => invoker.Invoke(args.AsSpan());
        }
        else if (creatorOverride != null)
        {
            _parts.Creator = creatorOverride;
        }
        else if (parameterless && !_type.IsInterface && !_type.IsAbstract && !_type.ContainsGenericParameters)
        {
            var type = _type;
            const BindingFlags own = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic
                | BindingFlags.DoNotWrapExceptions;
            _parts.Creator = _ => Activator.CreateInstance(type, own, null, null, null)!;
        }
    }

    private Dictionary<string, MethodInfo> ReadValidators()
    {
        var validators = new Dictionary<string, MethodInfo>(StringComparer.Ordinal);
        foreach (var method in _type.GetMethods(Any))
        {
            if (method.GetCustomAttribute<WorkflowUpdateValidatorAttribute>(false) is not { } attribute)
                continue;
            if (method.ContainsGenericParameters)
                _faults.Add($"{method} with WorkflowUpdateValidator contains generic parameters");
            else if (!validators.TryAdd(attribute.UpdateMethod, method))
                _faults.Add($"{_type} has more than one update validator for update method {attribute.UpdateMethod}");
        }
        return validators;
    }

    private void ReadRun(MethodInfo method)
    {
        if (!method.IsDefined(typeof(WorkflowRunAttribute), false))
            return;
        if (method.DeclaringType != _type)
            _faults.Add(
                $"WorkflowRun on {method} must be declared on {_type}, not inherited from {method.DeclaringType}");
        else if (_parts.RunMethod != null)
            _faults.Add($"WorkflowRun on multiple: {method} and {_parts.RunMethod}");
        else if (!method.IsPublic)
            _faults.Add($"WorkflowRun on non-public {method}");
        else if (method.IsStatic)
            _faults.Add($"WorkflowRun on static {method}");
        else if (method.ContainsGenericParameters)
            _faults.Add($"{method} with WorkflowRun contains generic parameters");
        else if (!typeof(Task).IsAssignableFrom(method.ReturnType))
            _faults.Add($"WorkflowRun method {method} must return an instance of Task");
        else if (_parts.InitConstructor is { } init && !SameParameters(method, init))
            _faults.Add($"WorkflowRun on {method} must match parameter types of WorkflowInit on {init}");
        else if (_attribute.Dynamic && !HandlerNames.HasDynamicRunParameters(method))
            _faults.Add($"WorkflowRun on {method} for dynamic workflow must accept an array of IRawValue");
        else
            _parts.RunMethod = method;
    }

    private void ReadDynamicOptions(MethodInfo method)
    {
        if (!method.IsDefined(typeof(WorkflowDynamicOptionsAttribute), false))
            return;
        if (!method.IsPublic || method.IsStatic)
            _faults.Add($"WorkflowDynamicOptions method {method} must be public and must not be static");
        else if (method.ReturnType != typeof(WorkflowDefinitionOptions) || method.GetParameters().Length != 0)
            _faults.Add(
                $"WorkflowDynamicOptions method {method} must return WorkflowDefinitionOptions and take no parameters");
        else if (_parts.Name != null)
            _faults.Add($"WorkflowDynamicOptions method {method} can only be used in dynamic workflows");
        else if (_parts.DynamicOptionsGetter != null)
            _faults.Add($"WorkflowDynamicOptions method {method} cannot be used more than once");
        else
        {
            var invoker = MethodInvoker.Create(method);
            _parts.DynamicOptionsGetter = instance => (WorkflowDefinitionOptions)invoker.Invoke(instance)!;
        }
    }

    private void ReadSignal(MethodInfo method)
    {
        if (!Handles<WorkflowSignalAttribute>(method, "WorkflowSignal")
            || Try(() => WorkflowSignalDefinition.FromMethod(method)) is not { } signal)
            return;
        if (signal.Name != null)
        {
            if (!_parts.Signals.TryAdd(signal.Name, signal))
                _faults.Add($"{_type} has more than one signal named {signal.Name}");
            return;
        }
        if (_parts.DynamicSignal != null)
            _faults.Add($"{_type} has more than one dynamic signal");
        _parts.DynamicSignal = signal;
    }

    private void ReadQuery(MethodInfo method)
    {
        if (!Handles<WorkflowQueryAttribute>(method, "WorkflowQuery")
            || Try(() => WorkflowQueryDefinition.FromMethod(method)) is not { } query)
            return;
        if (query.Name != null)
        {
            if (!_parts.Queries.TryAdd(query.Name, query))
                _faults.Add($"{_type} has more than one query named {query.Name}");
            return;
        }
        if (_parts.DynamicQuery != null)
            _faults.Add($"{_type} has more than one dynamic query");
        _parts.DynamicQuery = query;
    }

    private void ReadQueryProperty(PropertyInfo property)
    {
        if (property.IsDefined(typeof(WorkflowQueryAttribute), false)
            && Try(() => WorkflowQueryDefinition.FromProperty(property)) is { } query
            && !_parts.Queries.TryAdd(query.Name!, query))
            _faults.Add($"{_type} has more than one query named {query.Name}");
    }

    private void ReadUpdate(MethodInfo method, Dictionary<string, MethodInfo> validators)
    {
        if (!Handles<WorkflowUpdateAttribute>(method, "WorkflowUpdate"))
            return;
        validators.Remove(method.Name, out var validator);
        if (Try(() => WorkflowUpdateDefinition.FromMethod(method, validator)) is not { } update)
            return;
        if (update.Name != null)
        {
            if (!_parts.Updates.TryAdd(update.Name, update))
                _faults.Add($"{_type} has more than one update named {update.Name}");
            return;
        }
        if (_parts.DynamicUpdate != null)
            _faults.Add($"{_type} has more than one dynamic update");
        _parts.DynamicUpdate = update;
    }

    private bool Handles<T>(MethodInfo method, string attribute)
        where T : Attribute
    {
        if (method.IsDefined(typeof(T), false))
            return true;
        var root = method.GetBaseDefinition();
        if (root != method && root.IsDefined(typeof(T), false))
            _faults.Add($"{attribute} on base definition of {method} but not override");
        return false;
    }

    private T? Try<T>(Func<T> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (ArgumentException fault)
        {
            _faults.Add(fault.Message);
            return null;
        }
    }

    private static bool SameParameters(MethodInfo run, ConstructorInfo init)
    {
        var expected = run.GetParameters();
        var actual = init.GetParameters();
        if (expected.Length != actual.Length)
            return false;
        for (var at = 0; at < expected.Length; at++)
        {
            if (expected[at].ParameterType != actual[at].ParameterType)
                return false;
        }
        return true;
    }
}
