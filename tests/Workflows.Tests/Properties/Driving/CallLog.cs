using Pipelines.Workflows.Tests.Properties.Oracle;

namespace Pipelines.Workflows.Tests.Properties.Driving;

/// <summary>The activities of one execution, as a service has them run.</summary>
/// <param name="script">What they come to.</param>
internal sealed class CallLog(Script script)
{
    private readonly Lock _lock = new();
    private readonly List<(Call Call, int Attempt)> _calls = [];
    private readonly Dictionary<string, (int Last, int Count)> _openings = new(StringComparer.Ordinal);

    public Script Script => script;

    public IReadOnlyList<string> Calls
    {
        get
        {
            lock (_lock) return [.. _calls.Select(call => call.Call.Text(call.Attempt))];
        }
    }

    /// <summary>Notes an attempt.</summary>
    /// <returns>The how-manieth activity of its step it belongs to.</returns>
    public int Note(Call call, int attempt)
    {
        lock (_lock)
        {
            var (last, count) = _openings.GetValueOrDefault(call.Path);
            if (attempt == 1)
            {
                (last, count) = (_calls.Count, count + 1);
                _calls.Add((call, attempt));
            }
            else
            {
                _calls[last] = (call, attempt);
            }

            _openings[call.Path] = (last, count);
            return count;
        }
    }
}
