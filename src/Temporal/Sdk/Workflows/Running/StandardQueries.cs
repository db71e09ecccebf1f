using Temporalio.Api.Common.V1;
using Temporalio.Api.Sdk.V1;
using Temporalio.Converters;

namespace Temporalio.Workflows.Running;

/// <summary>The queries that every workflow answers.</summary>
internal static class StandardQueries
{
    public const string StackTrace = "__stack_trace";
    public const string EnhancedStackTrace = "__enhanced_stack_trace";
    public const string Metadata = "__temporal_workflow_metadata";

    private static readonly string[] RuntimeFrames =
    [
        " at System.",
        " at InvokeStub_",
        " at Temporalio.Workflows.Running.",
        " at Temporalio.Workflows.Tasks.",
        " at Temporalio.Workflows.HandlerMethod.",
    ];

    /// <summary>Returns the answer; null when the query is the workflow's own.</summary>
    /// <remarks>In Temporal's own encoding: tools read it that know nothing of the workflow's converter.</remarks>
    public static Payload? Answer(WorkflowInstance workflow, string query)
    {
        object? answer = query switch
        {
            StackTrace => workflow.StackTraceText(),
            EnhancedStackTrace => workflow.StackTraceProto(),
            Metadata => workflow.MetadataProto(),
            _ => null,
        };
        return answer == null ? null : DataConverter.Default.PayloadConverter.ToPayload(answer);
    }

    public static string Text(IEnumerable<System.Diagnostics.StackTrace> stacks) => string.Join(
        "\n\n",
        stacks.Select(OwnFrames).Where(frames => frames.Length > 0).Select(frames => "Task waiting at:\n" + frames));

    // The frames of the workflow's code and of the call that it waits in, without what runs them.
    private static string OwnFrames(System.Diagnostics.StackTrace stack) => string.Join(
        '\n',
        stack.ToString().Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries)
            .SkipWhile(IsOfTheRuntime).Reverse().SkipWhile(IsOfTheRuntime).Reverse());

    private static bool IsOfTheRuntime(string frame) => Array.Exists(
        RuntimeFrames, start => frame.Contains(start, StringComparison.Ordinal));

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
}
