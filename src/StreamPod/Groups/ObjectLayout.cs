using System.Text.Json.Serialization;
using KeyspacesStreamer.Contracts;
using KeyspacesStreamer.Contracts.Schema;
using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Partitioning;

namespace KeyspacesStreamer.StreamPod.Groups;

/// <summary>All settings that decide names, bytes and cuts of objects: the same range under the same layout gives the same objects.</summary>
internal sealed record ObjectLayout
{
    public required string Prefix { get; init; }

    public required string KeyTemplate { get; init; }

    public required ObjectFormat Format { get; init; }

    public required RecordShape Record { get; init; }

    public required bool RecordMetadata { get; init; }

    public required ObjectCompression Compression { get; init; }

    /// <summary>Records in one object at most.</summary>
    public required int MaxRecords { get; init; }

    /// <summary>Bytes of the records in one object at most, before compression; <see cref="CutBy"/> says which.</summary>
    public required long MaxBytes { get; init; }

    public required UnreadableRecordPolicy OnUnreadableRecord { get; init; }

    /// <summary>How keys are written. A pending group names the oldest edition that gives its keys, and an older version wrote none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public KeyRules KeyRules { get; init; }

    /// <summary>What <see cref="MaxBytes"/> counts. A pending group names the oldest measure that gives its objects, and older versions wrote none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public CutMeasure CutBy { get; init; }

    /// <summary>What is done to records before they are written, in its canonical text; null for nothing. It decides which records an object holds, so it is part of the hash.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Transform { get; init; }

    /// <summary>Fingerprint of the table's schema that rows are made by; null for records as they came. The schema itself is in the bucket, under this name.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? SchemaHash { get; init; }

    /// <summary>What the shape Flat holds besides; null for nothing, and for other shapes.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public FlatSettings? Flat { get; init; }

    /// <summary>How values of single columns are written; null for all as their types say.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, ColumnOptions>? Columns { get; init; }

    /// <summary>The schema of <see cref="SchemaHash"/>; null where that has to be fetched first.</summary>
    [JsonIgnore]
    public TableSchema? Schema { get; init; }

    /// <summary>Whether records are written as rows, by the table's schema.</summary>
    [JsonIgnore]
    public bool HoldsRows => Record != RecordShape.Native;

    /// <summary>Whether keys hold values of columns.</summary>
    [JsonIgnore]
    public bool NamesColumns => KeyTemplate.Contains("{column:", StringComparison.Ordinal);

    /// <summary>How records that could not be encoded are written under this layout: as lines, in every format.</summary>
    public ObjectLayout OfQuarantine() => this with { Format = ObjectFormat.JsonLines, Record = RecordShape.Native, Compression = ObjectCompression.None, SchemaHash = null };

    public static ObjectLayout Of(StreamSettings settings) => new()
    {
        Prefix = settings.Destination.Prefix,
        KeyTemplate = settings.Destination.KeyTemplate,
        Format = settings.Destination.Format,
        Record = settings.Destination.Record,
        RecordMetadata = settings.Destination.RecordMetadata,
        Compression = settings.Destination.Compression,
        MaxRecords = settings.Destination.Rotation.MaxRecords,
        MaxBytes = settings.Destination.Rotation.MaxBytes,
        OnUnreadableRecord = settings.Source.OnUnreadableRecord,
        KeyRules = KeyRules.Fourth,
        CutBy = CutMeasure.Wire,
        Flat = settings.Destination.Flat,
        Columns = settings.Destination.Columns,
        Schema = settings.Destination.Record == RecordShape.Native ? null : settings.Source.Schema,
        SchemaHash = settings.Destination.Record == RecordShape.Native || settings.Source.Schema is null ? null : SchemaDocument.HashOf(settings.Source.Schema),
    };

    /// <summary>Sixteen hex digits that differ when any member does. The edition of the key rules and the measure of cuts are no settings: the same settings keep their hash through an upgrade.</summary>
    public string Hash()
    {
        var text = string.Join('\n', Prefix, KeyTemplate, Format, Record, RecordMetadata, Compression, MaxRecords, MaxBytes, OnUnreadableRecord);
        // A member that came later goes in by name, and only where it is set: a layout without it keeps the hash that it had.
        text = Transform is null ? text : $"{text}\ntransform={Transform}";
        text = SchemaHash is null ? text : $"{text}\nschema={SchemaHash}";
        text = Flat is null ? text : $"{text}\nflat={Flat.OldImage},{Flat.CellMetadata},{Flat.TableName}";
        text = Columns is null ? text : $"{text}\ncolumns={ColumnOptionsText.Of(Columns)}";
        return ShortHash.Of(text);
    }
}
