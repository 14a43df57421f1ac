using KeyspacesStreamer.Contracts.Settings;

namespace KeyspacesStreamer.Contracts.Tests.Settings;

/// <summary>Fingerprints move exactly when what they stand for moves.</summary>
public sealed class SettingsHashTests
{
    private static readonly StreamSettings Settings = new()
    {
        Resource = new ResourceSettings { Name = "media" },
        Source = new SourceSettings { Keyspace = "media", Table = "content", Region = "eu-west-1" },
        Destination = new DestinationSettings { Bucket = "keyspaces-data" },
        Checkpoint = new CheckpointSettings { Table = "leases" },
    };

    [Fact]
    public void Of_IsSixteenHexDigitsAndStable()
    {
        var hash = SettingsHash.Of(Settings);

        Assert.Matches("^[0-9a-f]{16}$", hash);
        Assert.Equal(hash, SettingsHash.Of(SettingsDocumentTests.Sound(SettingsDocument.WriteIndented(Settings))));
    }

    [Fact]
    public void Of_TagsInAnotherOrder_IsTheSame()
    {
        var one = WithTags(("a", "1"), ("b", "2"));
        var other = WithTags(("b", "2"), ("a", "1"));

        Assert.Equal(SettingsHash.Of(one), SettingsHash.Of(other));
    }

    [Fact]
    public void Of_AnyChange_Moves() =>
        Assert.NotEqual(SettingsHash.Of(Settings), SettingsHash.Of(Settings with { Pod = new PodSettings { Port = 1 } }));

    [Fact]
    public void OfLayout_PaceAndMemory_DoNotMoveIt()
    {
        var other = Settings with
        {
            Pod = new PodSettings { Port = 1, MemoryBudgetBytes = 1 << 25 },
            Destination = Settings.Destination with { Rotation = Settings.Destination.Rotation with { MaxAge = TimeSpan.FromSeconds(5) }, StorageClass = "STANDARD_IA" },
        };

        Assert.Equal(SettingsHash.OfLayout(Settings), SettingsHash.OfLayout(other));
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void OfLayout_WhatDecidesKeysAndBytes_MovesIt(string what, object layout) =>
        Assert.False(SettingsHash.OfLayout(Settings) == SettingsHash.OfLayout((StreamSettings)layout), what);

    public static TheoryData<string, object> Layouts() => new()
    {
        { "table", Settings with { Source = Settings.Source with { Table = "other" } } },
        { "unreadable", Settings with { Source = Settings.Source with { OnUnreadableRecord = UnreadableRecordPolicy.Quarantine } } },
        { "prefix", Settings with { Destination = Settings.Destination with { Prefix = "raw/" } } },
        { "template", Settings with { Destination = Settings.Destination with { KeyTemplate = "{sequenceNumber}" } } },
        { "metadata", Settings with { Destination = Settings.Destination with { RecordMetadata = false } } },
        { "compression", Settings with { Destination = Settings.Destination with { Compression = ObjectCompression.Gzip } } },
        { "compression of a file", Settings with { Destination = Settings.Destination with { Compression = ObjectCompression.GzipFile } } },
        { "records", Settings with { Destination = Settings.Destination with { Rotation = new RotationSettings { MaxRecords = 1 } } } },
        { "bytes", Settings with { Destination = Settings.Destination with { Rotation = new RotationSettings { MaxBytes = 1024 } } } },
    };

    private static StreamSettings WithTags(params (string Key, string Value)[] tags) =>
        Settings with { Destination = Settings.Destination with { Tags = tags.ToDictionary(tag => tag.Key, tag => tag.Value) } };
}
