namespace KeyspacesStreamer.StreamPod.Queries;

/// <summary>A program that asks questions about rows in files, by its dialect of SQL.</summary>
internal enum QueryEngine
{
    Athena,
    DuckDB,
    Spark,
}
