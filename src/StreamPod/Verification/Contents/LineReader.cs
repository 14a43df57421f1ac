namespace KeyspacesStreamer.StreamPod.Verification.Contents;

/// <summary>Reads lines, each ended by a line feed, holding one line at a time.</summary>
internal sealed class LineReader(Stream stream)
{
    private byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;
    private bool _isAtEnd;

    /// <summary>The line last read, without its line feed; valid until the next read.</summary>
    public ReadOnlyMemory<byte> Line { get; private set; }

    /// <summary>Whether the line last read had its line feed.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>Reads the next line; false at the end.</summary>
    public async Task<bool> ReadAsync(CancellationToken cancellationToken)
    {
        var searched = _start;
        while (true)
        {
            var feed = _buffer.AsSpan(searched, _end - searched).IndexOf((byte)'\n');
            if (feed >= 0)
            {
                Take(searched + feed, next: searched + feed + 1, isComplete: true);
                return true;
            }

            searched = _end;
            if (_isAtEnd)
            {
                var isLine = _end > _start;
                Take(_end, next: _end, isComplete: false);
                return isLine;
            }

            searched -= await FillAsync(cancellationToken);
        }
    }

    private void Take(int end, int next, bool isComplete)
    {
        Line = _buffer.AsMemory(_start, end - _start);
        (_start, IsComplete) = (next, isComplete);
    }

    /// <summary>Makes room and reads on; returns by how much the kept bytes moved to the front.</summary>
    private async Task<int> FillAsync(CancellationToken cancellationToken)
    {
        var moved = _start;
        if (_end == _buffer.Length)
        {
            var kept = _buffer.AsSpan(_start, _end - _start);
            var target = kept.Length > _buffer.Length / 2 ? new byte[_buffer.Length * 2] : _buffer;
            kept.CopyTo(target);
            (_buffer, _start, _end) = (target, 0, kept.Length);
        }
        else
        {
            moved = 0;
        }

        var read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
        _end += read;
        _isAtEnd = read == 0;
        return moved;
    }
}
