using System.Collections.Concurrent;
using Google.Protobuf;
using Temporalio.Service.Tests.Grpc;

namespace Temporalio.Service.Tests.Crashes;

/// <summary>
/// A wire that loses calls and answers, delivers calls twice, late and in another order, and delivers old ones again.
/// The fate of each call is drawn from a seed.
/// </summary>
internal sealed class UnreliableWire(GrpcTestClient client, int seed) : IWire
{
    private const int Remembered = 200;
    private readonly Lock _lock = new();
    private readonly Random _random = new(seed);
    private readonly List<(string Path, IMessage Request)> _answered = [];
    private readonly ConcurrentDictionary<Task, bool> _open = new();
    private readonly ConcurrentDictionary<Fate, int> _fates = new();
    private TaskCompletionSource? _reached;
    private int _calls;
    private int _wanted;
    private volatile bool _calm;

    private enum Fate
    {
        Arrives,
        Twice,
        Late,
        CallLost,
        AnswerLost,
    }

    /// <summary>Completions that were accepted a second time.</summary>
    public ConcurrentQueue<string> AcceptedAgain { get; } = new();

    /// <summary>The names of what happened to calls, apart from nothing.</summary>
    public IEnumerable<string> Happened => _fates.Keys.Where(fate => fate != Fate.Arrives).Select(fate => $"{fate}");

    /// <summary>Ends once so many calls were made.</summary>
    public Task Reached(int calls)
    {
        lock (_lock)
        {
            (_wanted, _reached) = (calls, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            return _reached.Task;
        }
    }

    /// <summary>From now on every call arrives once; ends when nothing is on its way any more.</summary>
    public Task CalmAsync()
    {
        _calm = true;
        return Task.WhenAll(_open.Keys);
    }

    public async Task<GrpcTestAnswer> CallAsync(string path, IMessage request)
    {
        var (fate, delay, again) = Draw(path);
        _fates.AddOrUpdate(fate, 1, (_, count) => count + 1);
        if (again is var (oldPath, old)) Keep(AgainAsync(oldPath, old));
        if (fate == Fate.CallLost) throw new HttpRequestException("the call is lost");
        if (fate == Fate.Twice)
        {
            var copies = new[] { SendAsync(path, request, TimeSpan.Zero), SendAsync(path, request, delay) };
            Keep(copies[0]);
            Keep(copies[1]);
            return await copies[delay.Milliseconds % 2];
        }

        var answer = await SendAsync(path, request, fate == Fate.Late ? delay : TimeSpan.Zero);
        if (fate == Fate.AnswerLost) throw new HttpRequestException("the answer is lost");
        if (answer.Status == "0" && !path.Contains("Poll", StringComparison.Ordinal)) Remember(path, request);
        return answer;
    }

    public void Dispose() => client.Dispose();

    private (Fate Fate, TimeSpan Delay, (string Path, IMessage Request)? Again) Draw(string path)
    {
        lock (_lock)
        {
            if (++_calls == _wanted) _reached?.TrySetResult();
            if (_calm) return (Fate.Arrives, TimeSpan.Zero, null);
            // A poll that is lost takes its task with it until that times out: fewer of those.
            var draw = _random.NextDouble() * (path.Contains("Poll", StringComparison.Ordinal) ? 8 : 1);
            var fate = draw switch
            {
                < 0.20 => Fate.Twice,
                < 0.28 => Fate.AnswerLost,
                < 0.33 => Fate.CallLost,
                < 0.45 => Fate.Late,
                _ => Fate.Arrives,
            };
            var again = _answered.Count > 0 && _random.Next(10) == 0 ? _answered[_random.Next(_answered.Count)] : default;
            return (fate, TimeSpan.FromMilliseconds(_random.Next(1, 20)), again.Path is null ? null : again);
        }
    }

    private void Remember(string path, IMessage request)
    {
        lock (_lock)
        {
            if (_answered.Count < Remembered) _answered.Add((path, request));
            else _answered[_random.Next(Remembered)] = (path, request);
        }
    }

    /// <summary>Delivers a call again that was answered before.</summary>
    private async Task AgainAsync(string path, IMessage request)
    {
        var answer = await SendAsync(path, request, TimeSpan.Zero);
        if (answer.Status == "0" && path.Contains("/Respond", StringComparison.Ordinal)) AcceptedAgain.Enqueue(path);
    }

    private async Task<GrpcTestAnswer> SendAsync(string path, IMessage request, TimeSpan delay)
    {
        // What the wire takes, and not what anybody waits for.
        if (delay > TimeSpan.Zero) await Task.Delay(delay);
        return await client.CallAsync(path, request, timeout: "20S");
    }

    private async void Keep(Task task)
    {
        _open[task] = true;
        await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _open.TryRemove(task, out _);
    }
}
