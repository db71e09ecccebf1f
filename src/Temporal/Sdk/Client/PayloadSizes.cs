using System.Collections;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporalio.Client;

/// <summary>Measures the values in a request: what limits of payloads and memos are about.</summary>
internal static class PayloadSizes
{
    /// <summary>Stands before what is said about values that are too large; users look it up.</summary>
    public const string Code = "[TMPRL1103]";

    /// <summary>
    /// Returns the bytes of the largest values that go together (arguments, a result, details); memos aside. Walks the
    /// whole message: to be asked only when the message itself is larger than the limit.
    /// </summary>
    public static int LargestPayloads(IMessage message) => message switch
    {
        Payloads payloads => payloads.CalculateSize(),
        Memo => 0,
        _ => message.Descriptor.Fields.InDeclarationOrder()
            .Where(field => field.FieldType == FieldType.Message)
            .SelectMany(field => Messages(field.Accessor.GetValue(message)))
            .Select(LargestPayloads)
            .DefaultIfEmpty()
            .Max(),
    };

    /// <summary>Returns the bytes of the largest memo; 0 without one.</summary>
    public static int LargestMemo(IMessage message) => message switch
    {
        StartWorkflowExecutionRequest start => SizeOf(start.Memo),
        SignalWithStartWorkflowExecutionRequest start => SizeOf(start.Memo),
        ExecuteMultiOperationRequest several => Largest(several.Operations, one => one.StartWorkflow?.Memo),
        CreateScheduleRequest schedule => SizeOf(schedule.Memo),
        RespondWorkflowTaskCompletedRequest task => Largest(task.Commands, MemoOf),
        _ => 0,
    };

    private static Memo? MemoOf(Command command) => command.AttributesCase switch
    {
        Command.AttributesOneofCase.StartChildWorkflowExecutionCommandAttributes =>
            command.StartChildWorkflowExecutionCommandAttributes.Memo,
        Command.AttributesOneofCase.ContinueAsNewWorkflowExecutionCommandAttributes =>
            command.ContinueAsNewWorkflowExecutionCommandAttributes.Memo,
        Command.AttributesOneofCase.ModifyWorkflowPropertiesCommandAttributes =>
            command.ModifyWorkflowPropertiesCommandAttributes.UpsertedMemo,
        _ => null,
    };

    private static int Largest<T>(IEnumerable<T> items, Func<T, Memo?> memoOf)
    {
        var largest = 0;
        foreach (var item in items)
        {
            largest = Math.Max(largest, SizeOf(memoOf(item)));
        }

        return largest;
    }

    private static int SizeOf(Memo? memo) => memo?.CalculateSize() ?? 0;

    private static IEnumerable<IMessage> Messages(object? value) => value switch
    {
        IMessage message => [message],
        IDictionary map => map.Values.OfType<IMessage>(),
        IEnumerable list => list.OfType<IMessage>(),
        _ => [],
    };
}
