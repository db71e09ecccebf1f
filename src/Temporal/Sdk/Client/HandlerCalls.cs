using System.Reflection;
using Temporalio.Workflows;

namespace Temporalio.Client;

/// <summary>Names of the handlers that a client calls by method.</summary>
internal static class HandlerCalls
{
    public static string SignalName(MethodInfo method) =>
        WorkflowSignalDefinition.FromMethod(method).Name ?? throw Dynamic(method);

    public static string QueryName(MemberInfo member) => (member switch
    {
        PropertyInfo property => WorkflowQueryDefinition.FromProperty(property).Name,
        MethodInfo method => WorkflowQueryDefinition.FromMethod(method).Name,
        _ => throw new ArgumentException($"{member} is neither a method nor a property."),
    }) ?? throw Dynamic(member);

    public static string UpdateName(MethodInfo method) =>
        WorkflowUpdateDefinition.FromMethod(method).Name ?? throw Dynamic(method);

    private static ArgumentException Dynamic(MemberInfo member) =>
        new($"{member} is a dynamic handler: call it by a name.");
}
