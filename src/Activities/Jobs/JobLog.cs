using System.Buffers;
using System.Text;
using System.Text.Json;
using Pipelines.Activities.State;

namespace Pipelines.Activities.Jobs;

/// <summary>The log of one attempt: a file, the last lines, and the metrics found in it. Safe for several threads. The
/// file is made by the first line.</summary>
/// <param name="path">The file.</param>
/// <param name="limit">Bytes before lines are dropped; a marker and the last lines still follow.</param>
/// <param name="metrics">Metrics to find; null for none.</param>
internal sealed class JobLog(string path, long limit, MetricPatterns? metrics) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly ArrayBufferWriter<byte> _buffer = new();
    private readonly LogTail _tail = new();
    private FileStream? _file;
    private long _written;
    private long _dropped;
    private bool _broken;

    /// <summary>The last line, shortened; null before the first.</summary>
    public string? LastLine
    {
        get
        {
            lock (_lock) return _tail.Last;
        }
    }

    /// <summary>The last 20 lines, each shortened to 400 characters.</summary>
    public IReadOnlyList<string> Tail
    {
        get
        {
            lock (_lock) return _tail.ToList();
        }
    }

    /// <summary>Adds lines of the program and writes them to the file at once.</summary>
    public void Write(IEnumerable<string> lines)
    {
        lock (_lock)
        {
            foreach (var line in lines)
            {
                _tail.Add(line);
                metrics?.Match(line);
                Buffer_NeedsLock(line);
            }

            Flush_NeedsLock();
        }
    }

    /// <summary>Adds text of any number of lines.</summary>
    public void Write(string text) => Write(text.Split('\n'));

    /// <summary>Adds the metrics found so far to <paramref name="found"/> and notes in the log which were
    /// not.</summary>
    public void CollectMetrics(IDictionary<string, JsonElement> found)
    {
        if (metrics is null) return;
        lock (_lock)
        {
            metrics.CopyTo(found);
            foreach (var note in metrics.Notes()) Buffer_NeedsLock(note);
            Flush_NeedsLock();
        }
    }

    /// <summary>Ends the file; says how much was dropped and repeats the last lines.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            if (_dropped > 0)
            {
                var dropped = _dropped;
                (_dropped, _written) = (0, long.MinValue); // room for the end
                Buffer_NeedsLock($"[pipelines: {dropped} bytes were not kept; the last lines were:]");
                foreach (var line in _tail.ToList()) Buffer_NeedsLock(line);
                Flush_NeedsLock();
            }

            _file?.Dispose();
            _file = null;
        }
    }

    private void Buffer_NeedsLock(string line)
    {
        var size = Encoding.UTF8.GetByteCount(line) + 1;
        if (_dropped > 0 || _written + size > limit)
        {
            if (_dropped == 0) Encode($"[pipelines: the log reached {limit} bytes; what follows is not kept]");
            _dropped += size;
            return;
        }

        _written += size;
        Encode(line);
    }

    private void Encode(string line)
    {
        Encoding.UTF8.GetBytes(line, _buffer);
        _buffer.Write("\n"u8);
    }

    private void Flush_NeedsLock()
    {
        try
        {
            if (_broken || _buffer.WrittenCount == 0) return;
            _file ??= Open();
            _file.Write(_buffer.WrittenSpan);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A full disk must not stop a program that may run for days; the tail, which the state shows, says what
            // happened.
            _broken = true;
            _tail.Add($"[pipelines: the log is not written any more: {error.Message}]");
        }
        finally
        {
            _buffer.ResetWrittenCount();
        }
    }

    private FileStream Open()
    {
        StateLayout.CreateFolder(Path.GetDirectoryName(path)!);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.ReadWrite | FileShare.Delete, BufferSize = 0 };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = StateLayout.FileMode;
        return new FileStream(path, options);
    }
}
