using System.IO.Pipelines;
using Google.Protobuf.WellKnownTypes;

namespace Temporalio.Service.Grpc;

/// <summary>The calls of <c>grpc.health.v1.Health</c>: a service that can be called is healthy.</summary>
internal static class HealthCalls
{
    private const string Service = "/grpc.health.v1.Health/";
    private static readonly byte[] Serving = [0, 0, 0, 0, 2, 8, 1]; // HealthCheckResponse { status = SERVING }
    private static readonly byte[] Unknown = [0, 0, 0, 0, 2, 8, 3]; // HealthCheckResponse { status = SERVICE_UNKNOWN }

    /// <summary>Whether a path is one of these calls.</summary>
    public static bool Know(string path) => path is Service + "Check" or Service + "Watch";

    /// <summary>Answers one. Watch goes on until the caller leaves or the service stops.</summary>
    /// <param name="knows">Whether there is a service of a name.</param>
    /// <exception cref="ServiceException">NOT_FOUND: a check of a service that is not there.</exception>
    public static async Task AnswerAsync(
        string path, PipeReader input, PipeWriter body, Func<string, bool> knows, CancellationToken end)
    {
        // HealthCheckRequest { service = 1 } has the shape of a StringValue.
        var asked = (StringValue)await GrpcFrame.ReadAsync(input, StringValue.Parser, null, end).ConfigureAwait(false);
        var known = asked.Value.Length == 0 || knows(asked.Value);
        if (!known && path.EndsWith("Check", StringComparison.Ordinal))
            throw ServiceException.NotFound("unknown service");
        await body.WriteAsync(known ? Serving : Unknown, end).ConfigureAwait(false);
        if (path.EndsWith("Check", StringComparison.Ordinal)) return;
        await Task.Delay(Timeout.Infinite, end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
