namespace KeyspacesStreamer.Contracts.Settings;

/// <summary>Short fingerprints of settings: the first 16 hex digits of the SHA-256 of canonical JSON.</summary>
public static class SettingsHash
{
    /// <summary>Fingerprint of the whole document; it moves with any effective change.</summary>
    public static string Of(StreamSettings settings) => ShortHash.Of(SettingsDocument.Write(settings));

    /// <summary>
    /// Fingerprint of what decides keys and bytes of the objects cut from a given range: names, prefix, template, format, record shape,
    /// compression, the limits of one object, and the fate of unreadable records. Pace, memory, endpoints and the age of a group do not move it.
    /// </summary>
    public static string OfLayout(StreamSettings settings)
    {
        var (source, destination) = (settings.Source, settings.Destination);
        return Of(new StreamSettings
        {
            Resource = new ResourceSettings { Name = "layout" },
            Source = new SourceSettings { Keyspace = source.Keyspace, Table = source.Table, Region = "", OnUnreadableRecord = source.OnUnreadableRecord, Schema = source.Schema },
            Destination = new DestinationSettings
            {
                Bucket = "",
                Prefix = destination.Prefix,
                KeyTemplate = destination.KeyTemplate,
                Format = destination.Format,
                Record = destination.Record,
                RecordMetadata = destination.RecordMetadata,
                Compression = destination.Compression,
                Flat = destination.Flat,
                Columns = destination.Columns,
                Rotation = new RotationSettings { MaxRecords = destination.Rotation.MaxRecords, MaxBytes = destination.Rotation.MaxBytes },
            },
            Checkpoint = new CheckpointSettings { Table = "" },
        });
    }
}
