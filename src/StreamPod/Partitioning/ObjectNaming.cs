using System.Text.Json;
using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Partitioning;

/// <summary>Names the objects of one shard: tells which records share an object, and under which key.</summary>
/// <remarks>
/// Times are UTC of the record's createdAt. A column is taken from the partition keys, the clustering keys, the new image's value and
/// static cells, then the old image's; it stands percent-encoded (<see cref="KeyText.AppendEncoded(ReadOnlySpan{byte})"/>), null or absent as
/// <c>__null__</c>, empty text as <c>__empty__</c>, cut where the key would be too long. A collection cannot name a partition: as with
/// Kafka Connect's field partitioner the record is refused. docs/object-keys.md says it value by value. Used by one thread at a time.
/// </remarks>
internal sealed class ObjectNaming
{
    private const int RememberedNames = 4096;

    /// <summary>Left free in every key for its sequence numbers (48 digits at most) and a mark of the shard.</summary>
    private const int ReservedBytes = 16;
    private const int SequenceNumberBytes = 48;

    // Settings and the resource's definition leave so much for mark and suffix. A mark takes 9 of it, the longest suffix 8.
    private const int MarkAndSuffixBytes = 19;
    private const string QuarantineTemplate = "{yyyy}-{MM}-{dd}/{shardId}-{sequenceNumber}.json";

    private readonly Dictionary<byte[], PartitionKeyPattern> _names = new(BytesComparer.Instance);
    private readonly Dictionary<byte[], PartitionKeyPattern>.AlternateLookup<ReadOnlySpan<byte>> _lookup;
    private readonly KeyPiece[] _pieces;
    private readonly KeyPiece[] _quarantinePieces;
    private readonly byte[][] _columns;
    private readonly FoundColumn[] _found;
    private readonly RecordView _view = new();
    private readonly string _suffix;
    private readonly int _availableBytes;
    private readonly KeyRules _rules;
    private readonly KeyRules _quarantineRules;
    private readonly int _longestValue;
    private long _lastMinute = long.MinValue;
    private PartitionKeyPattern? _lastName;

    /// <param name="template">How keys are made.</param>
    /// <param name="prefix">Put before every key as it is.</param>
    /// <param name="stream">Keyspace and table.</param>
    /// <param name="shardId">The shard.</param>
    /// <param name="suffix">Appended unless the template ends in it already, for example <c>.gz</c>; empty for none.</param>
    /// <param name="rules">How the values of columns are written.</param>
    public ObjectNaming(KeyTemplate template, string prefix, TableStream stream, ShardId shardId, string suffix = "", KeyRules rules = KeyRules.Fourth)
    {
        if (prefix.AsSpan().IndexOfAnyInRange('\0', '\x1f') >= 0)
        {
            throw new ArgumentException($"The prefix '{prefix}' contains control characters.", nameof(prefix));
        }

        _lookup = _names.GetAlternateLookup<ReadOnlySpan<byte>>();
        _columns = [.. template.Parts.Where(part => part.Kind == KeyPartKind.Column).Select(part => part.Text).Distinct().Select(System.Text.Encoding.UTF8.GetBytes)];
        _found = new FoundColumn[_columns.Length];
        _pieces = [.. template.Parts.Select(part => PieceOf(part, stream, shardId)).Prepend(Constant(prefix))];
        var quarantine = rules switch
        {
            >= KeyRules.Fourth => ReservedPrefixes.Of(ReservedPrefixes.Quarantine, prefix, template.Text, stream),
            KeyRules.Third => ReservedPrefixes.BehindNameOf(ReservedPrefixes.Quarantine, prefix, template.Text, stream),
            _ => ReservedPrefixes.EarlierOf(ReservedPrefixes.Quarantine, prefix, stream.Keyspace, stream.Table),
        };
        _quarantineRules = Min(rules, KeyHead.IsShorterThanBefore(prefix, template.Text) ? KeyRules.Fourth : KeyRules.Third);
        _quarantinePieces = [.. KeyTemplate.Parse(QuarantineTemplate).Parts.Select(part => PieceOf(part, stream, shardId)).Prepend(Constant(quarantine))];
        _suffix = suffix;
        var holes = template.Parts.Count(part => part.Kind is KeyPartKind.FirstSequenceNumber or KeyPartKind.LastSequenceNumber);
        _availableBytes = BytesBesides(holes, suffix);
        _rules = rules;
        _longestValue = _columns.Length == 0 ? 0 : (_availableBytes - _pieces.Sum(FixedBytesOf)) / _pieces.Count(piece => piece.Kind == KeyPartKind.Column);
    }

    /// <summary>The partition of a record.</summary>
    /// <exception cref="UnreadableRecordException">A column of the template is a collection, the record is not JSON, or the key would be longer than S3 takes.</exception>
    public PartitionKeyPattern PartitionOf(in ChangeRecord record)
    {
        var minute = record.CreatedAt.UtcTicks / TimeSpan.TicksPerMinute;
        if (_columns.Length == 0 && minute == _lastMinute && _lastName is not null)
        {
            return _lastName;
        }

        FindColumns(record);
        _lastName = Named(_pieces, record, _suffix, _availableBytes);
        _lastMinute = minute;
        return _lastName;
    }

    /// <summary>The partition of a record that cannot be encoded: <c>_quarantine/{date}/{shardId}-{sequenceNumber}.json</c> below the head of the keys.</summary>
    public PartitionKeyPattern QuarantineNameOf(in ChangeRecord record) => Named(_quarantinePieces, record, "", BytesBesides(1, ""), _quarantineRules >= KeyRules.Third ? _quarantineRules : KeyRules.First);

    /// <summary>The key under which the loss of trimmed records is noted, in one of the <see cref="ReservedPrefixes"/>: <c>{shardId}/{after}.json</c>.</summary>
    /// <param name="folder">The folder, with a slash at its end.</param>
    /// <param name="shardId">The shard that lost records.</param>
    /// <param name="afterSequenceText">The checkpoint after which records are missing: a number or TRIM_HORIZON.</param>
    public static string GapKeyOf(string folder, ShardId shardId, string afterSequenceText) => $"{folder}{Encoded(shardId.Value)}/{Encoded(afterSequenceText)}.json";

    /// <summary>The last segment of the key of an object in quarantine.</summary>
    public static string QuarantineFileOf(ShardId shardId, SequenceNumber first) => $"{Encoded(shardId.Value)}-{first}.json";

    private static KeyRules Min(KeyRules left, KeyRules right) => left < right ? left : right;

    private static KeyPiece Constant(string text) => new(KeyPartKind.Literal, System.Text.Encoding.UTF8.GetBytes(text), -1);

    private static int BytesBesides(int holes, string suffix) =>
        Math.Max(0, PartitionKeyPattern.MaximumKeyBytes - Math.Min(ReservedBytes + suffix.Length, MarkAndSuffixBytes) - (holes * (SequenceNumberBytes - 1)));

    private static int FixedBytesOf(KeyPiece piece) => piece.Kind switch
    {
        KeyPartKind.Year => 4,
        KeyPartKind.Month or KeyPartKind.Day or KeyPartKind.Hour or KeyPartKind.Minute => 2,
        _ => piece.Constant.Length,
    };

    private static string Encoded(string value)
    {
        var source = System.Text.Encoding.UTF8.GetBytes(value);
        var text = new KeyText(new byte[source.Length * 3]);
        text.AppendEncoded(source);
        return System.Text.Encoding.ASCII.GetString(text.Written);
    }

    private KeyPiece PieceOf(KeyPart part, TableStream stream, ShardId shardId) => part.Kind switch
    {
        KeyPartKind.Literal => Constant(part.Text),
        KeyPartKind.Keyspace => Constant(Encoded(stream.Keyspace)),
        KeyPartKind.Table => Constant(Encoded(stream.Table)),
        KeyPartKind.ShardId => Constant(Encoded(shardId.Value)),
        KeyPartKind.FirstSequenceNumber => Constant(PartitionKeyPattern.First.ToString()),
        KeyPartKind.LastSequenceNumber => Constant(PartitionKeyPattern.Last.ToString()),
        KeyPartKind.Column => new KeyPiece(part.Kind, [], Array.FindIndex(_columns, name => name.AsSpan().SequenceEqual(System.Text.Encoding.UTF8.GetBytes(part.Text)))),
        _ => new KeyPiece(part.Kind, [], -1),
    };

    private PartitionKeyPattern Named(KeyPiece[] pieces, in ChangeRecord record, string suffix, int availableBytes, KeyRules oldest = KeyRules.First)
    {
        Span<byte> buffer = stackalloc byte[availableBytes];
        var text = new KeyText(buffer);
        var rules = Append(pieces, record, ColumnWriting.Whole(_rules), ref text);
        if (!text.Fits && _rules >= KeyRules.Second && _longestValue >= KeyText.ShortestCut)
        {
            text = new KeyText(buffer);
            rules = Append(pieces, record, new ColumnWriting(_rules, _longestValue), ref text);
        }

        if (!text.Fits)
        {
            throw new UnreadableRecordException(
                $"Record {record.SequenceNumber} would be under a key of more than {PartitionKeyPattern.MaximumKeyBytes} bytes, S3's limit: shorten destination.keyTemplate or the columns in it.");
        }

        if (!_lookup.TryGetValue(text.Written, out var name))
        {
            if (_names.Count == RememberedNames)
            {
                _names.Clear();
            }

            name = new PartitionKeyPattern(System.Text.Encoding.UTF8.GetString(text.Written), suffix, rules > oldest ? rules : oldest);
            _lookup[text.Written] = name;
        }

        return name;
    }

    private KeyRules Append(KeyPiece[] pieces, in ChangeRecord record, ColumnWriting writing, ref KeyText text)
    {
        var rules = KeyRules.First;
        foreach (var piece in pieces)
        {
            if (piece.Kind != KeyPartKind.Column)
            {
                AppendFixed(piece, record, ref text);
            }
            else if (ColumnText.Append(record, _columns[piece.Column], _found[piece.Column], writing, ref text) == KeyRules.Second)
            {
                rules = KeyRules.Second;
            }
        }

        return rules;
    }

    private static void AppendFixed(in KeyPiece piece, in ChangeRecord record, ref KeyText text)
    {
        var moment = record.CreatedAt.UtcDateTime;
        switch (piece.Kind)
        {
            case KeyPartKind.Year:
                text.AppendNumber(moment.Year, 4);
                break;
            case KeyPartKind.Month:
                text.AppendNumber(moment.Month, 2);
                break;
            case KeyPartKind.Day:
                text.AppendNumber(moment.Day, 2);
                break;
            case KeyPartKind.Hour:
                text.AppendNumber(moment.Hour, 2);
                break;
            case KeyPartKind.Minute:
                text.AppendNumber(moment.Minute, 2);
                break;
            default:
                text.Append(piece.Constant);
                break;
        }
    }

    private void FindColumns(in ChangeRecord record)
    {
        if (_columns.Length == 0)
        {
            return;
        }

        try
        {
            _view.Read(record.Json);
            for (var column = 0; column < _columns.Length; column++)
            {
                _found[column] = _view.Find(_columns[column]);
            }
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            throw new UnreadableRecordException($"Record {record.SequenceNumber} cannot be assigned to a partition: it is not JSON that can be read.", fault);
        }
    }
}
