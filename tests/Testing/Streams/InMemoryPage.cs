using System.Text.Unicode;
using KeyspacesStreamer.StreamPod.Reading;
using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.Testing.Streams;

/// <summary>A page of an in-memory stream; its records cannot be read once it is disposed.</summary>
internal sealed class InMemoryPage(IReadOnlyList<ChangeRecord> records, string? next, PagePosition position, Action disposed) : ShardPage
{
    private bool _isDisposed;

    public override int Count => records.Count;

    public override long HeldBytes { get; } = 256 + records.Sum(record => (long)record.Json.Length);

    public override string? NextIterator => next;

    public override PagePosition Position => position;

    public override bool IsUtf8 { get; } = records.All(record => Utf8.IsValid(record.Json.Span));

    public override ChangeRecord this[int index]
    {
        get
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            return records[index];
        }
    }

    public override ReadOnlyMemory<byte> SequenceTextOf(int index) => this[index].SequenceText;

    public override void Dispose()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            disposed();
        }
    }
}
