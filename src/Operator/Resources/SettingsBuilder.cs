using System.Text;
using KeyspacesStreamer.Contracts;
using KeyspacesStreamer.Contracts.Schema;
using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.Operator.Api.V1Alpha1;

namespace KeyspacesStreamer.Operator.Resources;

/// <summary>Turns a stream resource into the settings of its pods, by the pods' own rules: what they would refuse is refused here.</summary>
internal static class SettingsBuilder
{
    /// <param name="stream">The resource.</param>
    /// <param name="operatorRegion">Region of a source that names none.</param>
    /// <param name="streamArn">The change stream that is to be read.</param>
    /// <param name="schema">The table's columns, for a stream that needs them.</param>
    /// <exception cref="InvalidSpecsException">Something is wrong; all of it is told.</exception>
    public static StreamSettings Of(KeyspacesCdcStream stream, string operatorRegion, string streamArn, TableSchema? schema = null)
    {
        var (settings, problems) = Read(stream, operatorRegion, streamArn, schema);
        return problems.Count == 0 ? settings : throw new InvalidSpecsException(problems);
    }

    /// <summary>Everything that is wrong with a resource, as far as it can be told without asking AWS, or with the table's columns; empty when it is sound.</summary>
    public static IReadOnlyList<SpecProblem> ProblemsOf(KeyspacesCdcStream stream, string operatorRegion, TableSchema? schema = null) =>
        Read(stream, operatorRegion, stream.Spec.Source.StreamArn, schema).Problems;

    private static (StreamSettings Settings, IReadOnlyList<SpecProblem> Problems) Read(KeyspacesCdcStream stream, string operatorRegion, string? streamArn, TableSchema? schema)
    {
        var (spec, reading) = (stream.Spec, new SpecParser());
        var settings = new StreamSettings
        {
            Resource = new ResourceSettings { Namespace = stream.Metadata.NamespaceProperty, Name = stream.Metadata.Name },
            Source = SourceOf(spec.Source, operatorRegion, streamArn, reading) with { Schema = spec.Destination.NeedsSchema() ? schema : null },
            Destination = DestinationOf(spec.Destination, reading),
            Checkpoint = new CheckpointSettings
            {
                Table = spec.CheckpointTable(),
                // The operator creates it before there are pods. Later a missing table is a lost one, and pods must put no empty one in its place.
                Create = false,
                Region = spec.Checkpoint.Region,
                Endpoint = reading.ParseOr(spec.Checkpoint.ParseEndpoint, null),
            },
            Pod = new PodSettings { DrainTimeout = spec.Pod.DrainTimeout(), Port = Ports.Status },
        };
        // What the pods do not read is for the operator to understand.
        reading.ParseOr(spec.Checkpoint.ParseDeletionPolicy, default);
        reading.ParseOr(spec.Pod.Resources.ParseSize, default);
        reading.ParseOr(() => spec.Autoscaling?.ParseTargetLag(), null);
        foreach (var problem in SettingsDocument.Read(Encoding.UTF8.GetBytes(SettingsDocument.Write(settings))).Problems)
        {
            reading.Note(problem);
        }

        return (settings, reading.Problems);
    }

    private static SourceSettings SourceOf(SourceSpec source, string operatorRegion, string? streamArn, SpecParser reading)
    {
        var region = source.Region ?? operatorRegion;
        return new SourceSettings
        {
            Keyspace = source.Keyspace,
            Table = source.Table,
            Region = region,
            StreamArn = streamArn,
            StartFrom = reading.ParseOr(source.ParseStartFrom, default),
            OnTrimmedData = reading.ParseOr(source.ParseOnTrimmedData, default),
            OnUnreadableRecord = reading.ParseOr(source.ParseOnUnreadableRecord, default),
            Endpoint = reading.ParseOr(source.ParseEndpoint, null),
        };
    }

    private static ColumnOptions ColumnOf(string name, ColumnSpec column, SpecParser reading) => new()
    {
        Decimal = column.Decimal is { } digits ? new DecimalDigits { Precision = digits.Precision, Scale = digits.Scale } : null,
        As = column.As is null ? null : reading.ParseOr(() => column.ParseAs(name), default),
    };

    private static DestinationSettings DestinationOf(DestinationSpec destination, SpecParser reading)
    {
        var defaults = new RotationSettings();
        return new DestinationSettings
        {
            Bucket = destination.Bucket,
            Region = destination.Region,
            Prefix = destination.Prefix ?? "",
            KeyTemplate = destination.KeyTemplate,
            Format = reading.ParseOr(destination.ParseFormat, default),
            Record = reading.ParseOr(destination.ParseRecord, default),
            RecordMetadata = destination.RecordMetadata,
            Flat = destination.Flat is { } flat ? new FlatSettings { OldImage = flat.OldImage, CellMetadata = flat.CellMetadata, TableName = flat.TableName } : null,
            Columns = destination.Columns?.ToDictionary(column => column.Key, column => ColumnOf(column.Key, column.Value, reading), StringComparer.Ordinal),
            Compression = reading.ParseOr(destination.ParseCompression, default),
            Rotation = new RotationSettings
            {
                MaxRecords = destination.Rotation.MaxRecords,
                MaxBytes = reading.ParseOr(destination.Rotation.ParseMaxBytes, defaults.MaxBytes),
                MaxAge = reading.ParseOr(destination.Rotation.ParseMaxAge, defaults.MaxAge),
            },
            Encryption = destination.Encryption is { } encryption ? new EncryptionSettings { Type = encryption.Type, KmsKeyId = encryption.KmsKeyId } : null,
            StorageClass = destination.StorageClass,
            Tags = destination.Tags is { Count: > 0 } tags ? tags : null,
            ExpectedBucketOwner = destination.ExpectedBucketOwner,
            Endpoint = reading.ParseOr(destination.ParseEndpoint, null),
        };
    }
}
