using System.Globalization;
using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Verification.Contents;

/// <summary>The records of one object as they are read, compared with the object's metadata and with each other.</summary>
/// <param name="item">What its metadata says.</param>
/// <param name="unit">What the format calls a record: a line, or a row.</param>
internal sealed class RecordSequence(ChainObject item, string unit)
{
    private const int MostViolations = 20;

    private readonly List<Violation> _violations = [];
    private readonly List<SequenceNumber> _numbers = [];
    private SequenceNumber? _last;
    private long _count;

    public IReadOnlyList<Violation> Violations => _violations;

    public IReadOnlyList<SequenceNumber> Numbers => _numbers;

    /// <summary>The fields that the file has, or its first line, as far as they were read: those of the record and those of its structs.</summary>
    public HashSet<FieldPath> Fields { get; } = [];

    public void Add(RecordPlace record)
    {
        _count++;
        var number = record.Number;
        if (number < item.First || number > item.Last)
        {
            Report(ViolationKind.RecordOutOfRange, $"{unit} {Count} has number {number}, outside {item.First} to {item.Last}");
        }
        else if (_last is null && number.CompareTo(item.First) != 0)
        {
            Report(ViolationKind.RecordOutOfRange, $"begins with record {number}, its metadata says {item.First}");
        }

        if (_last is { } last && number <= last)
        {
            Report(ViolationKind.RecordOutOfOrder, $"{unit} {Count} has number {number} after {last}");
        }

        if (record.ShardId is { } shardId && shardId != item.ShardId.Value)
        {
            Report(ViolationKind.ForeignRecord, $"{unit} {Count} is a record of shard {shardId}, the object is one of {item.ShardId}");
        }

        _last = number;
        if (item.Parts > 1)
        {
            _numbers.Add(number);
        }
    }

    /// <summary>Counts a record of which no more can be told.</summary>
    public void AddUnreadable(string fault)
    {
        _count++;
        ReportLast(fault);
    }

    /// <summary>Says what is wrong with the record that was added last.</summary>
    public void ReportLast(string fault) => Report(ViolationKind.UnreadableRecord, $"{unit} {Count} {fault}");

    /// <summary>Compares what only the end of the object can tell.</summary>
    public void End()
    {
        if (_count != item.Records)
        {
            Report(ViolationKind.WrongRecordCount, $"holds {Count} records, its metadata says {item.Records.ToString(CultureInfo.InvariantCulture)}");
        }

        if (_last is { } last && last.CompareTo(item.Last) != 0)
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
}
