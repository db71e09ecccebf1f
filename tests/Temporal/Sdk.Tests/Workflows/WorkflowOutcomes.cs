using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Converters;

namespace Temporalio.Tests.Workflows;

/// <summary>What tests look at in answers.</summary>
internal static class WorkflowOutcomes
{
    public static CommandType[] Types(this RespondWorkflowTaskCompletedRequest request) =>
        [.. request.Commands.Select(c => c.CommandType)];

    public static T? Result<T>(this RespondWorkflowTaskCompletedRequest request) => Value<T>(
        request.Commands.Single(c => c.CommandType == CommandType.CompleteWorkflowExecution)
            .CompleteWorkflowExecutionCommandAttributes.Result);

    public static Command Single(this RespondWorkflowTaskCompletedRequest request, CommandType type) =>
        request.Commands.Single(c => c.CommandType == type);

    public static T? Value<T>(Payloads payloads) =>
        (T?)DataConverter.Default.PayloadConverter.ToValue(payloads.Payloads_.Single(), typeof(T));
}
