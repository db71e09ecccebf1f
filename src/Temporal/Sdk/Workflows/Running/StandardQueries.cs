using System.Text;
using System.Text.Json;
using Google.Protobuf;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Sdk.V1;

namespace Temporalio.Workflows.Running;

/// <summary>The queries that every workflow answers.</summary>
internal static class StandardQueries
{
    public const string StackTrace = "__stack_trace";
    public const string EnhancedStackTrace = "__enhanced_stack_trace";
    public const string Metadata = "__temporal_workflow_metadata";

    /// <summary>Returns the answer; null when the query is the workflow's own.</summary>
    public static Payload? Answer(WorkflowInstance workflow, string query) => query switch
    {
        StackTrace => workflow.Converter.PayloadConverter.ToPayload(workflow.StackTraceText()),
        EnhancedStackTrace => ToPayload(workflow, workflow.StackTraceProto()),
        Metadata => ToPayload(workflow, workflow.MetadataProto()),
        _ => null,
    };

    public static string Text(IEnumerable<System.Diagnostics.StackTrace> stacks)
    {
        var text = new StringBuilder();
        foreach (var stack in stacks)
            text.Append("Task waiting at:").Append('\n').Append(stack).Append('\n');
        return text.ToString();
    }

    public static Api.Sdk.V1.StackTrace Proto(System.Diagnostics.StackTrace stack)
    {
        var proto = new Api.Sdk.V1.StackTrace();
        foreach (var frame in stack.GetFrames())
        {
            proto.Locations.Add(new StackTraceFileLocation
            {
                FilePath = frame.GetFileName() ?? string.Empty,
                Line = frame.GetFileLineNumber(),
                Column = frame.GetFileColumnNumber(),
                FunctionName = frame.GetMethod()?.Name ?? string.Empty,
                InternalCode = frame.GetMethod()?.DeclaringType?.Assembly == typeof(StandardQueries).Assembly,
            });
        }
        return proto;
    }

    private static Payload ToPayload(WorkflowInstance workflow, IMessage message) =>
        workflow.Converter.PayloadConverter.ToPayload(message);
}
