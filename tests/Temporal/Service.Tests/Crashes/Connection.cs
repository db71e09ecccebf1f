using Google.Protobuf;
using Temporalio.Service.Tests.Grpc;

namespace Temporalio.Service.Tests.Crashes;

/// <summary>A way to a service that dies and comes back: calls are made again until one is answered.</summary>
internal sealed class Connection : IDisposable
{
    private readonly Lock _lock = new();
    private TaskCompletionSource<IWire> _up = New();

    /// <summary>Lets calls through to a service that is there again.</summary>
    public void Up(ServiceProcess service) =>
        _up.TrySetResult(new ReliableWire(new GrpcTestClient("localhost", service.Socket)));

    /// <summary>Lets calls through on a wire.</summary>
    public void Up(IWire wire) => _up.TrySetResult(wire);

    /// <summary>Holds calls back until the service is there again.</summary>
    public void Down()
    {
        TaskCompletionSource<IWire> old;
        lock (_lock) (old, _up) = (_up, New());
        if (old.Task.IsCompletedSuccessfully) old.Task.Result.Dispose();
    }

    /// <summary>Returns the answer, or null when the service refuses for good: what was asked for is gone.</summary>
    public async Task<TAnswer?> CallAsync<TAnswer>(
        string method, IMessage request, MessageParser<TAnswer> parser, CancellationToken stop)
        where TAnswer : class, IMessage<TAnswer>
    {
        while (true)
        {
            GrpcTestAnswer answer;
            try
            {
                var client = await _up.Task.WaitAsync(stop);
                answer = await client.CallAsync(GrpcTestClient.WorkflowService + method, request);
            }
            catch (Exception broken) when (broken is HttpRequestException or IOException or ObjectDisposedException
                or TaskCanceledException && !stop.IsCancellationRequested)
            {
                await Task.Yield();
                continue; // whether it was done is not known: with the same request it is done once
            }

            switch (answer.Status)
            {
                case "0": return parser.ParseFrom(answer.Answer);
                case "5": return null;
                case "14" or "1" or "": continue;
                default: throw new InvalidOperationException($"{method}: {answer.Status} {answer.Message}");
            }
        }
    }

    public void Dispose() => Down();

    private static TaskCompletionSource<IWire> New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
