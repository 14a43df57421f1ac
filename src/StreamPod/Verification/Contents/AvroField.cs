namespace KeyspacesStreamer.StreamPod.Verification.Contents;

/// <summary>A field of a record in Avro.</summary>
/// <param name="Name">Its name before what Avro does not allow was escaped.</param>
/// <param name="Type">Its type.</param>
internal sealed record AvroField(string Name, AvroType Type);
