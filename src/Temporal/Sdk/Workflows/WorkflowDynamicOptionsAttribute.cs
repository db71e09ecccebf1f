namespace Temporalio.Workflows;

/// <summary>Marks the method of a dynamic workflow that returns its options.</summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class WorkflowDynamicOptionsAttribute : Attribute;
