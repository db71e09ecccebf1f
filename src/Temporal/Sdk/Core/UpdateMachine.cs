using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.Protocol.V1;
using Temporalio.Api.Update.V1;

namespace Temporalio.Core;

/// <summary>An update: requested, accepted or rejected, completed. Its answers are protocol messages.</summary>
internal sealed class UpdateMachine(
    string protocolInstanceId, string requestMessageId, long sequencingEventId, Request request)
{
    public void Accept(RunState run) => Answer(
        run,
        "/accept",
        new Acceptance
        {
            AcceptedRequestMessageId = requestMessageId,
            AcceptedRequestSequencingEventId = sequencingEventId,
            AcceptedRequest = request,
        },
        EventType.WorkflowExecutionUpdateAccepted);

    public void Complete(RunState run, Payload? result, Failure? failure)
    {
        run.Updates.Remove(protocolInstanceId);
        var outcome = new Outcome();
        if (failure != null)
            outcome.Failure = failure;
        else
            outcome.Success = new Payloads { Payloads_ = { result ?? new Payload() } };
        Answer(
            run, "/complete", new Response { Meta = request.Meta, Outcome = outcome },
                EventType.WorkflowExecutionUpdateCompleted);
    }

    /// <summary>Rejects the update. That is a message without a command: it leaves no event.</summary>
    public void Reject(RunState run, Failure failure)
    {
        run.Updates.Remove(protocolInstanceId);
        run.SendMessage(Message("/reject", new Rejection
        {
            RejectedRequestMessageId = requestMessageId,
            RejectedRequestSequencingEventId = sequencingEventId,
            RejectedRequest = request,
            Failure = failure,
        }));
    }

    private void Answer(RunState run, string suffix, IMessage body, EventType expected)
    {
        var message = Message(suffix, body);
        run.SendMessage(message);
        run.Send(new(
            new()
            {
                CommandType = CommandType.ProtocolMessage,
                ProtocolMessageCommandAttributes = new() { MessageId = message.Id },
            },
            null)
        {
            UpdateEvent = expected,
            UpdateId = protocolInstanceId,
        });
    }

    private Message Message(string suffix, IMessage body) => new()
    {
        Id = protocolInstanceId + suffix,
        ProtocolInstanceId = protocolInstanceId,
        Body = Any.Pack(body),
    };
}
