using System.Buffers;
using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Objects;
using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.Testing.Objects;

/// <summary>A draft for tests of sealing and writing: the second of three objects of the group (10, 30].</summary>
internal static class SampleDraft
{
    public static ObjectDraft Of(string key = "media/2026-01-02/15.json", string text = "{\"a\":1}\n{\"a\":2}\n") => new()
    {
        Key = key,
        Content = new ReadOnlySequence<byte>(System.Text.Encoding.UTF8.GetBytes(text)),
        StreamLabel = "2026-01-02T03:04:05.678",
        Shard = new ShardId("shard-7"),
        Previous = Checkpoint.At(SequenceNumber.Parse("10")),
        First = SequenceNumber.Parse("15"),
        Last = SequenceNumber.Parse("20"),
        GroupLast = SequenceNumber.Parse("30"),
        Part = 2,
        Parts = 3,
        RecordCount = 2,
        Format = ObjectFormat.JsonLines,
        Record = RecordShape.Native,
        Compression = ObjectCompression.None,
        SettingsHash = "5e771465",
    };
}
