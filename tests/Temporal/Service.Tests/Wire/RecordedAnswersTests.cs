using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.ErrorDetails.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Service.Tests.Grpc;

namespace Temporalio.Service.Tests.Wire;

/// <summary>Sends all recorded requests, and compares what comes back with what a real server answered.</summary>
public sealed class RecordedAnswersTests
{
    [Fact(Timeout = 300_000)] // a recording out of step must fail, not wait for ever
    public async Task Call_EveryRecordedRequest_IsAnsweredAsByTheRealServer()
    {
        // Arrange
        await using var session = await RecordedSession.StartAsync();
        var found = new List<string>();
        var used = new HashSet<KnownDifference>();

        // Act
        foreach (var entry in RecordedEntry.All())
        {
            var (answer, method) = await session.AnswerAsync(entry);
            foreach (var difference in Differences(entry, answer, method))
            {
                if (KnownDifferences.All.FirstOrDefault(known => known.Covers(entry.Name, difference)) is { } known)
                    used.Add(known);
                else
                    found.Add($"{entry.Name}: {difference}");
            }
        }

        // Assert
        Assert.True(found.Count == 0, string.Join("\n", found));
        Assert.Equal([], KnownDifferences.All.Where(known => !used.Contains(known)).Select(known => $"not seen: {known}"));
    }

    private static IEnumerable<string> Differences(RecordedEntry entry, GrpcTestAnswer answer, string method)
    {
        if (entry.Error is { } error) return Refusals(error, answer);
        if (answer.Status != "0") return [$"code {answer.Status} {Uri.UnescapeDataString(answer.Message)}"];
        if (entry.Ok is not { } ok || ok.TryGetProperty("note", out _)) return [];
        if (ok.TryGetProperty("second", out var second)) ok = second;
        var type = AnswerOf(method);
        var recorded = AnswerShape.Of(type, ok);
        var ours = AnswerShape.Of(type.Parser.ParseFrom(answer.Answer.ToArray()));
        return recorded.Except(ours).Select(path => "-" + path).Concat(ours.Except(recorded).Select(path => "+" + path));
    }

    private static List<string> Refusals(System.Text.Json.JsonElement error, GrpcTestAnswer answer)
    {
        var list = new List<string>();
        var code = error.GetProperty("code").GetInt32();
        if (answer.Status != $"{code}") list.Add($"code {answer.Status} instead of {code}");
        var ours = AnswerShape.WithoutIds(Uri.UnescapeDataString(answer.Message));
        var words = error.TryGetProperty("message", out var message)
            ? AnswerShape.WithoutIds(message.GetString()!)
            : ours; // the recording does not have it
        if (words != ours) list.Add($"message '{ours}' instead of '{words}'");
        var types = error.TryGetProperty("detailTypes", out var names)
            ? string.Join(", ", names.EnumerateArray().Select(name => name.GetString()))
            : "";
        var status = Api.Common.V1.GrpcStatus.Parser.ParseFrom(Base64(answer.Details));
        var details = string.Join(", ", status.Details.SelectMany(Types));
        if (types != details) list.Add($"details '{details}' instead of '{types}'");
        return list;
    }

    /// <summary>The type of a detail, and of those that it holds.</summary>
    private static IEnumerable<string> Types(Any detail)
    {
        var type = detail.TypeUrl[(detail.TypeUrl.IndexOf('/') + 1)..];
        var inner = type == MultiOperationExecutionFailure.Descriptor.FullName
            ? detail.Unpack<MultiOperationExecutionFailure>().Statuses.SelectMany(one => one.Details)
            : [];
        return inner.SelectMany(Types).Prepend(type);
    }

    private static byte[] Base64(string text) =>
        Convert.FromBase64String(text.PadRight((text.Length + 3) / 4 * 4, '='));

    private static MessageDescriptor AnswerOf(string method) =>
        new[] { RegisterNamespaceRequest.Descriptor.File, Api.OperatorService.V1.AddSearchAttributesRequest.Descriptor.File }
            .SelectMany(file => file.MessageTypes).First(type => type.Name == method + "Response");
}
