using System.IO.Pipes;

namespace Pipelines.Activities.Jobs;

/// <summary>Brings a program's output and errors into its log, on the thread that calls.</summary>
/// <remarks>
/// Two pipes have no common order. When errors are there, output is read first, as far as a pipe can hold: what the
/// program
/// printed before it failed then stands before the error, and the error is among the last lines.
/// </remarks>
internal sealed class OutputPump
{
    private const int PipeBytes = 64 * 1024; // what a pipe holds on Linux

    private readonly Source _output;
    private readonly Source _errors;
    private readonly JobLog _log;

    public OutputPump(PipeStream output, PipeStream errors, JobLog log)
    {
        _output = new Source(output);
        _errors = new Source(errors);
        _log = log;
    }

    /// <summary>Returns when both pipes have ended.</summary>
    public void Run()
    {
        try
        {
            while (_output.Pipe is not null || _errors.Pipe is not null)
            {
                var hasErrors = PipePoll.Ready([_output.Pipe, _errors.Pipe], wait: true)[1];
                var read = 0;
                while (read < PipeBytes && _output.Pipe is not null && PipePoll.Ready([_output.Pipe], wait: false)[0])
                    read += _output.ReadTo(_log);
                if (hasErrors) _errors.ReadTo(_log);
            }
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException)
        {
            _log.Write($"[pipelines: the program's output could not be read any more: {error.Message}]");
        }
        finally
        {
            _output.Close();
            _errors.Close();
        }
    }

    private sealed class Source
    {
        private readonly byte[] _buffer = new byte[32 * 1024];
        private readonly List<string> _lines = [];
        private readonly LineSplitter _splitter;

        public Source(PipeStream pipe)
        {
            Pipe = pipe;
            _splitter = new LineSplitter(_lines.Add);
        }

        /// <summary>The pipe; null after its end.</summary>
        public PipeStream? Pipe { get; private set; }

        public int ReadTo(JobLog log)
        {
            var read = Pipe!.Read(_buffer);
            _splitter.Add(_buffer.AsSpan(0, read));
            if (read == 0)
            {
                _splitter.End();
                Close();
            }

            log.Write(_lines);
            _lines.Clear();
            return read;
        }

        public void Close()
        {
            Pipe?.Dispose();
            Pipe = null;
        }
    }
}
