using System.IO.Pipelines;
using Google.Protobuf.WellKnownTypes;

namespace Temporalio.Service.Grpc;

/// <summary>The calls of <c>grpc.health.v1.Health</c>: a service that can be called is healthy until it can
/// no longer store its state.</summary>
internal static class HealthCalls
{
    private const string Service = "/grpc.health.v1.Health/";
    private static readonly byte[] Serving = [0, 0, 0, 0, 2, 8, 1]; // HealthCheckResponse { status = SERVING }
    private static readonly byte[] NotServing = [0, 0, 0, 0, 2, 8, 2]; // HealthCheckResponse { status = NOT_SERVING }
    private static readonly byte[] Unknown = [0, 0, 0, 0, 2, 8, 3]; // HealthCheckResponse { status = SERVICE_UNKNOWN }

    /// <summary>Whether a path is one of these calls.</summary>
    public static bool Know(string path) => path is Service + "Check" or Service + "Watch";

    /// <summary>Answers one. Watch goes on until the caller leaves or the service stops.</summary>
    /// <param name="cancel">Signalled when the caller leaves.</param>
    /// <exception cref="ServiceException">NOT_FOUND: a check of a service that is not there.</exception>
    public static async Task AnswerAsync(
        string path, PipeReader input, PipeWriter body, Frontend.ServiceFrontend frontend, CancellationToken cancel)
    {
        // HealthCheckRequest { service = 1 } has the shape of a StringValue.
        var asked = (StringValue)await GrpcFrame.ReadAsync(input, StringValue.Parser, null, cancel).ConfigureAwait(false);
        var known = asked.Value.Length == 0 || frontend.Knows(asked.Value);
        if (!known && path.EndsWith("Check", StringComparison.Ordinal))
            throw ServiceException.NotFound("unknown service");
        var status = !known ? Unknown : frontend.Serves ? Serving : NotServing;
        await body.WriteAsync(status, cancel).ConfigureAwait(false);
        if (path.EndsWith("Check", StringComparison.Ordinal)) return;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancel, frontend.Stopping);
        await Task.Delay(Timeout.Infinite, end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (status == Serving && !frontend.Serves) await body.WriteAsync(NotServing, cancel).ConfigureAwait(false);
    }
}
