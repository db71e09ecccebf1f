using System.Text;

namespace Pipelines.Activities.Jobs;

/// <summary>Cuts a stream of bytes into lines of text. Bytes that are no UTF-8 become the replacement
/// character.</summary>
/// <param name="line">Takes each line, without its end.</param>
internal sealed class LineSplitter(Action<string> line)
{
    // A longer line is cut, so that a program that never ends a line cannot fill the memory.
    private const int LongestLine = 64 * 1024;

    private readonly byte[] _pending = new byte[LongestLine];
    private int _length;

    public void Add(ReadOnlySpan<byte> chunk)
    {
        while (chunk.Length > 0)
        {
            var end = chunk.IndexOf((byte)'\n');
            var piece = end < 0 ? chunk : chunk[..end];
            var room = LongestLine - _length;
            if (piece.Length > room)
            {
                piece[..room].CopyTo(_pending.AsSpan(_length));
                _length = LongestLine;
                Emit();
                chunk = chunk[room..];
                continue;
            }

            piece.CopyTo(_pending.AsSpan(_length));
            _length += piece.Length;
            if (end < 0) return;
            Emit();
            chunk = chunk[(end + 1)..];
        }
    }

    /// <summary>Gives out a last line that has no end.</summary>
    public void End()
    {
        if (_length > 0) Emit();
    }

    private void Emit()
    {
        var length = _length > 0 && _pending[_length - 1] == (byte)'\r' ? _length - 1 : _length;
        line(Encoding.UTF8.GetString(_pending, 0, length));
        _length = 0;
    }
}
