using System.Globalization;
using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Verification;

/// <summary>The records of one object as they are read, compared with the object's metadata and with each other.</summary>
internal sealed class RecordSequence(ChainObject item)
{
    private const int MostViolations = 20;

    private readonly List<Violation> _violations = [];
    private readonly List<SequenceNumber> _numbers = [];
    private SequenceNumber? _last;
    private long _count;

    public IReadOnlyList<Violation> Violations => _violations;

    public IReadOnlyList<SequenceNumber> Numbers => _numbers;

    public void Add(ReadOnlySpan<byte> line, bool isComplete)
    {
        _count++;
        if (!isComplete)
        {
            Report(ViolationKind.UnreadableRecord, $"ends within line {Count}, which has no line feed");
        }

        try
        {
            Add(RecordLine.Parse(line));
        }
        catch (FormatException exception)
        {
            Report(ViolationKind.UnreadableRecord, $"line {Count} {exception.Message}");
        }
    }

    /// <summary>Compares what only the end of the object can tell.</summary>
    public void End()
    {
        if (_count != item.Records)
        {
            Report(ViolationKind.WrongRecordCount, $"holds {Count} records, its metadata says {item.Records.ToString(CultureInfo.InvariantCulture)}");
        }

        if (_last is { } last && last != item.Last)
        {
            Report(ViolationKind.RecordOutOfRange, $"ends with record {last}, its metadata says {item.Last}");
        }
    }

    public void Report(ViolationKind kind, string fault)
    {
        if (_violations.Count < MostViolations)
        {
            _violations.Add(new Violation(kind, item.ShardId.Value, item.Key, $"{item.Key} {fault}."));
        }
    }

    private string Count => _count.ToString(CultureInfo.InvariantCulture);

    private void Add(RecordLine record)
    {
        var number = record.SequenceNumber;
        if (number < item.First || number > item.Last)
        {
            Report(ViolationKind.RecordOutOfRange, $"line {Count} has number {number}, outside {item.First} to {item.Last}");
        }
        else if (_last is null && number != item.First)
        {
            Report(ViolationKind.RecordOutOfRange, $"begins with record {number}, its metadata says {item.First}");
        }

        if (_last is { } last && number <= last)
        {
            Report(ViolationKind.RecordOutOfOrder, $"line {Count} has number {number} after {last}");
        }

        if (record.ShardId is { } shardId && shardId != item.ShardId.Value)
        {
            Report(ViolationKind.ForeignRecord, $"line {Count} is a record of shard {shardId}, the object is one of {item.ShardId}");
        }

        _last = number;
        if (item.Parts > 1)
        {
            _numbers.Add(number);
        }
    }
}
