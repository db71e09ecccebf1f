using System.Collections;
using System.Text;
using Google.Protobuf;
using Temporalio.Service.History;

namespace Temporalio.Service.Tests.History;

/// <summary>A run's state as text, so that two states can be compared and a difference read.</summary>
internal static class StateText
{
    /// <summary>All of the state, collections in order of their elements.</summary>
    public static string Of(RunState state)
    {
        var text = new StringBuilder();
        foreach (var property in typeof(RunState).GetProperties())
        {
            if (property.Name != "EqualityContract")
            {
                text.Append(property.Name).Append(": ").AppendLine(Value(property.GetValue(state)));
            }
        }

        return text.ToString();
    }

    /// <summary>The state without what a crash is allowed to lose.</summary>
    public static RunState Durable(RunState state)
    {
        state = state with { Sticky = null };
        foreach (var update in state.Updates.Values)
        {
            state = state with
            {
                Updates = update.InHistory
                    ? state.Updates.SetItem(update.UpdateId, update with { Sent = false })
                    : state.Updates.Remove(update.UpdateId),
            };
        }

        return state.Task switch
        {
            { Kind: WorkflowTaskKind.Speculative } => state.WithTask(null),
            { Kind: WorkflowTaskKind.Transient } task => state.WithTask(task with
            {
                StartedEventId = 0, StartedTime = null, StartedEvent = null, StickyUntil = null,
            }),
            { } task => state.WithTask(task with { StickyUntil = null }),
            null => state,
        };
    }

    private static string Value(object? value) => value switch
    {
        null => "-",
        string text => text,
        IMessage message => message.ToString()!,
        IEnumerable many => "[" + string.Join(", ", many.Cast<object>().Select(Value).Order(StringComparer.Ordinal)) + "]",
        _ => value.ToString()!,
    };
}
