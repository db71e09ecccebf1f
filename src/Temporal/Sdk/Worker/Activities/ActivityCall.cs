using Google.Protobuf.Collections;
using Temporalio.Activities;
using Temporalio.Api.Common.V1;

namespace Temporalio.Worker.Activities;

/// <summary>One attempt to run.</summary>
/// <param name="Info">What is known of it.</param>
/// <param name="Input">Its arguments, encoded.</param>
/// <param name="Headers">Its headers, encoded.</param>
internal sealed record ActivityCall(
    ActivityInfo Info, IReadOnlyList<Payload> Input, IReadOnlyDictionary<string, Payload>? Headers)
{
    public static IReadOnlyDictionary<string, Payload>? HeadersOf(Header? header) =>
        header == null ? null : new Dictionary<string, Payload>(header.Fields);

    public static IReadOnlyList<Payload> InputOf(Payloads? input) => input?.Payloads_ ?? new RepeatedField<Payload>();
}
