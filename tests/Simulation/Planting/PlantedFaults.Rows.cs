namespace KeyspacesStreamer.Simulation.Planting;

/// <content>Rows: the schema that they are made by, the columns that it lacks, and the files that they are in.</content>
internal static partial class PlantedFaults
{
    private static PlantedFault[] Rows =>
    [
        new()
        {
            Name = "pending-schema-ignored",
            What = "A pending group of rows is finished by the schema of today.",
            File = "Shards/Recovery/PendingGroupRecovery.cs",
            Find = "var schema = hash == pod.Layout.SchemaHash",
            Replace = """var schema = Planted.Is("pending-schema-ignored") || hash == pod.Layout.SchemaHash""",
        },
        new()
        {
            Name = "schema-not-kept",
            What = "The schema that rows are made by is not written into the bucket.",
            File = "Objects/SchemaStore.cs",
            Find = "if (layout is not { Schema: { } schema, SchemaHash: { } hash })",
            Replace = """if (layout is not { Schema: { } schema, SchemaHash: { } hash } || Planted.Is("schema-not-kept"))""",
        },
        new()
        {
            Name = "unmapped-column-dropped",
            What = "A column that the schema lacks is left out.",
            File = "Shapes/UnmappedText.cs",
            Find = "if (size == 1)",
            Replace = """if (Planted.Is("unmapped-column-dropped") || size == 1)""",
        },
        new()
        {
            Name = "row-group-lost",
            What = "Of a file with several row groups the last one is left out.",
            File = "Formats/Parquet/ParquetWriter.cs",
            Find = "if (_sink.Rows > 0)",
            Replace = """if (_sink.Rows > 0 && !(_file is not null && Planted.Is("row-group-lost")))""",
        },
        new()
        {
            Name = "row-memory-not-charged",
            What = "What a file of rows holds until it is complete is not charged to the memory budget.",
            File = "Groups/GroupObject.cs",
            Find = "(_writer?.HeldBytes ?? 0)",
            Replace = """(Planted.Is("row-memory-not-charged") ? 0 : _writer?.HeldBytes ?? 0)""",
        },
    ];
}
