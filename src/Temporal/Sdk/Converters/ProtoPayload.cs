using Google.Protobuf;
using Temporalio.Api.Common.V1;

namespace Temporalio.Converters;

/// <summary>What both protobuf encodings share: the message's type in the metadata.</summary>
internal static class ProtoPayload
{
    public static ByteString TypeName(IMessage message) => ByteString.CopyFromUtf8(message.Descriptor.FullName);

    /// <summary>Returns an empty message of the type, after a check that it is the payload's.</summary>
    /// <exception cref="ArgumentException">The type is no message, or not the payload's.</exception>
    public static IMessage NewMessage(Payload payload, Type type)
    {
        if (!typeof(IMessage).IsAssignableFrom(type) || Activator.CreateInstance(type) is not IMessage message)
        {
            throw new ArgumentException($"The payload is a protobuf message, but the type is {type}.", nameof(type));
        }

        if (!payload.Metadata.TryGetValue("messageType", out var name))
        {
            throw new ArgumentException("The payload's metadata has no messageType.", nameof(payload));
        }

        return name.ToStringUtf8() == message.Descriptor.FullName
            ? message
            : throw new ArgumentException(
                $"The payload's message is {name.ToStringUtf8()}, but the type is {message.Descriptor.FullName}.",
                nameof(type));
    }
}
