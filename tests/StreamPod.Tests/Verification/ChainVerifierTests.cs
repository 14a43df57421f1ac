using KeyspacesStreamer.StreamPod.Objects;
using KeyspacesStreamer.StreamPod.Verification;

namespace KeyspacesStreamer.StreamPod.Tests.Verification;

/// <summary>Every way in which metadata and leases can break the pending group is found; sound histories are not accused.</summary>
public sealed class ChainVerifierTests
{
    private const string Day = "media/content/2026-01-02/";

    private readonly BucketHistory _history = BucketHistory.Sound();

    [Fact]
    public void SoundHistory_HasNoViolationAndIsCounted()
    {
        var report = _history.Judge();

        Assert.Empty(report.Violations);
        Assert.Equal((9, 5, 2), (report.Records, report.Objects, report.Shards.Count));
        Assert.Equal(("TRIM_HORIZON", "9000000000000000000000070", 3L), (report.Shards[0].Begin, report.Shards[0].Tail, report.Shards[0].Groups));
    }

    [Theory]
    [InlineData("40", "lacks part 1 of 2")]
    [InlineData("50", "lacks part 2 of 2")]
    public void MissingPart_IsNamed(string first, string wanted)
    {
        _history.Objects.Remove(Day + "shard-a/" + first + ".json");

        Single(ViolationKind.MissingPart, wanted);
    }

    [Fact]
    public void MissingGroupInTheMiddle_IsAGap()
    {
        _history.Objects.Remove(Day + "shard-a/40.json");
        _history.Objects.Remove(Day + "shard-a/50.json");

        Single(ViolationKind.Gap, "up to 30 is there, the next begins after 60");
    }

    [Fact]
    public void MissingFirstGroup_IsAnUnknownStartUnlessAccepted()
    {
        _history.Objects.Remove(Day + "shard-a/10.json");

        Single(ViolationKind.UnknownStart, "begins after 30");
        Assert.Empty(_history.Judge(acceptsStarts: true).Violations);
    }

    [Fact]
    public void MissingLastGroup_IsATailMismatch()
    {
        _history.Objects.Remove(Day + "shard-a/9000000000000000000000070.json");

        Single(ViolationKind.TailMismatch, "ends at 60, but the lease says 9000000000000000000000070");
    }

    [Fact]
    public void MissingOnlyGroup_IsATailMismatch()
    {
        _history.Objects.Remove(Day + "shard-b/79.json");

        Single(ViolationKind.TailMismatch, "remembers a group up to 80, but the shard has no object");
    }

    [Fact]
    public void GroupNobodyRemembers_IsATailMismatch()
    {
        _history.Lease("shard-b", "85", null);

        Single(ViolationKind.TailMismatch, "the lease remembers no group");
    }

    [Fact]
    public void SamePartUnderTwoKeys_IsDoubled()
    {
        var (content, metadata) = _history.Objects[Day + "shard-a/10.json"];
        _history.Objects.Add(Day + "shard-a/10-copy.json", (content, metadata));

        Single(ViolationKind.DoubledPart, "and so is");
    }

    [Fact]
    public void RangeWrittenAgainWithAnotherEnd_Overlaps()
    {
        _history.Group("shard-a", "30", "55", ["45", "55"]);

        Assert.Contains(_history.Judge().Violations, violation => violation.Kind == ViolationKind.Overlap && violation.Message.Contains("up to 55 and up to 60 overlap", StringComparison.Ordinal));
    }

    [Fact]
    public void WholeShardWrittenAgain_Overlaps()
    {
        _history.Group("shard-b", "TRIM_HORIZON", "84", ["78", "81", "84"]);
        _history.Lease("shard-b", "85", "84", parents: ["shard-a"]);

        Single(ViolationKind.Overlap, "up to 80 and up to 84 overlap");
    }

    [Fact]
    public void GroupThatNamesAnEarlierPredecessor_BreaksTheChain()
    {
        _history.Objects[Day + "shard-a/9000000000000000000000070.json"].Metadata[ObjectMetadata.PreviousSequenceNumber] = "30";

        Single(ViolationKind.BrokenChain, "names 30 before it, but the group before it ends at 60");
    }

    [Fact]
    public void ChainThatBeginsTwice_IsBroken()
    {
        _history.Objects[Day + "shard-a/9000000000000000000000070.json"].Metadata[ObjectMetadata.PreviousSequenceNumber] = "LATEST";

        Single(ViolationKind.BrokenChain, "names LATEST before it");
    }

    [Fact]
    public void NumbersThatCompareAsTextOnly_AreNotAccused()
    {
        _history.Group("shard-c", "TRIM_HORIZON", "9", ["8", "9"]);
        _history.Group("shard-c", "9", "10", ["10"]);
        _history.Lease("shard-c", "10", "10");

        Assert.Empty(_history.Judge().Violations);
    }

    [Theory]
    [InlineData(ObjectMetadata.FirstSequenceNumber, "35", "goes from 35 to 30")]
    [InlineData(ObjectMetadata.LastSequenceNumber, "31", "to 31 in a group up to 30")]
    [InlineData(ObjectMetadata.RecordCount, "1", "holds 1 records from 10 to 30")]
    [InlineData(ObjectMetadata.RecordCount, "0", "holds 0 records")]
    public void ContradictoryRange_IsInvalid(string name, string value, string wanted)
    {
        _history.Objects[Day + "shard-a/10.json"].Metadata[name] = value;

        Assert.Contains(_history.Judge().Violations, violation => violation.Kind == ViolationKind.InvalidRange && violation.Message.Contains(wanted, StringComparison.Ordinal));
    }

    [Fact]
    public void FirstNumberNotAfterThePredecessor_IsInvalid()
    {
        _history.Objects[Day + "shard-a/50.json"].Metadata[ObjectMetadata.FirstSequenceNumber] = "30";

        Assert.Contains(_history.Judge().Violations, violation => violation.Kind == ViolationKind.InvalidRange && violation.Message.Contains("not after 30", StringComparison.Ordinal));
    }

    [Fact]
    public void PartsThatDisagree_AreNamed()
    {
        _history.Objects[Day + "shard-a/50.json"].Metadata[ObjectMetadata.PreviousSequenceNumber] = "20";

        Single(ViolationKind.PartsDisagree, "is part 1/2 after 30");
    }

    [Theory]
    [InlineData(ObjectMetadata.Part, "0/1")]
    [InlineData(ObjectMetadata.Part, "one")]
    [InlineData(ObjectMetadata.PreviousSequenceNumber, "start")]
    [InlineData(ObjectMetadata.PreviousSequenceNumber, "SHARD_END")]
    [InlineData(ObjectMetadata.FirstSequenceNumber, "")]
    [InlineData(ObjectMetadata.RecordCount, "-1")]
    public void MetadataThatIsNone_IsUnreadable(string name, string value)
    {
        _history.Objects[Day + "shard-b/79.json"].Metadata[name] = value;

        Assert.Contains(_history.Judge().Violations, violation => violation.Kind == ViolationKind.UnreadableMetadata && violation.Message.Contains($"{name} '{value}'", StringComparison.Ordinal));
    }

    [Fact]
    public void MissingMetadata_IsUnreadable()
    {
        _history.Objects[Day + "shard-b/79.json"].Metadata.Remove(ObjectMetadata.GroupLastSequenceNumber);

        Assert.Contains(_history.Judge().Violations, violation => violation.Kind == ViolationKind.UnreadableMetadata && violation.ShardId == "shard-b");
    }

    [Fact]
    public void ObjectBeyondTheCheckpoint_IsAccusedUnlessPending()
    {
        _history.Group("shard-b", "80", "90", ["86", "90"]);

        Single(ViolationKind.BeyondCheckpoint, "after 80 up to 90 is beyond the checkpoint 85");
    }

    [Fact]
    public void PendingGroup_MayBeIncomplete()
    {
        _history.Put("shard-b", "80", "90", "2/3", ["86", "90"]);
        _history.Lease("shard-b", "85", "80", pending: "90", parents: ["shard-a"]);

        var report = _history.Judge();

        Assert.Empty(report.Violations);
        Assert.Equal(1, report.PendingObjects);
    }

    [Fact]
    public void PendingGroupAfterAnotherTail_BreaksTheChain()
    {
        _history.Put("shard-b", "79", "90", "2/3", ["86", "90"]);
        _history.Lease("shard-b", "85", "80", pending: "90", parents: ["shard-a"]);

        Single(ViolationKind.BrokenChain, "names 79 before it, but the lease's chain ends at 80");
    }

    [Fact]
    public void GroupsCommittedWhileListing_AreNotJudged()
    {
        var before = _history.Snapshot();
        _history.Put("shard-b", "95", "99", "1/2", ["97"]);
        _history.Lease("shard-b", "99", "99", parents: ["shard-a"]);

        var report = _history.Judge(before);

        Assert.Empty(report.Violations);
        Assert.Equal(1, report.Shards[1].NewerObjects);
    }

    [Theory]
    [InlineData("80", true)]
    [InlineData("SHARD_END", true)]
    [InlineData("TRIM_HORIZON", false)]
    public void ChildThatAdvancedBeforeItsParentEnded_IsAccused(string childCheckpoint, bool isAccused)
    {
        _history.Group("shard-p", "TRIM_HORIZON", "5", ["5"]);
        _history.Lease("shard-p", "5", "5");
        _history.Lease("shard-c", childCheckpoint, null, parents: ["shard-a", "shard-p", "gone"]);

        Assert.Equal(isAccused, _history.Judge().Violations.Any(violation => violation.Kind == ViolationKind.ChildBeforeParent && violation.ShardId == "shard-c"));
    }

    [Fact]
    public void ShardWithoutLease_IsJudgedAndReported()
    {
        _history.Leases.Remove("shard-a");

        Assert.Empty(_history.Judge().Violations);
        Assert.False(_history.Judge().Shards[0].HasLease);
        _history.Objects.Remove(Day + "shard-a/40.json");
        Single(ViolationKind.MissingPart, "lacks part 1");
    }

    [Fact]
    public void SameShardOfAnotherStream_IsAChainOfItsOwn()
    {
        _history.Put("shard-b", "TRIM_HORIZON", "78", "1/1", ["78"]);
        _history.Objects[Day + "shard-b/78.json"].Metadata[ObjectMetadata.StreamLabel] = "2025-01-01T00:00:00.000";

        var report = _history.Judge();

        Assert.Empty(report.Violations);
        Assert.Equal(("2025-01-01T00:00:00.000", false), (report.Shards[0].StreamLabel, report.Shards[0].HasLease));
    }

    [Fact]
    public void GapsQuarantineAndStrangers_AreCountedApart()
    {
        _history.Note("media/content/_gaps/shard-a/1.json", "shard-a", "1");
        _history.Note("media/content/dt=_gaps/shard-a/2.json", "shard-a", "2"); // where an older version kept it
        _history.Put("shard-a", "30", "60", "3/3", ["45"], "_quarantine/media/content/2026-01-02/shard-a-45.json");
        _history.Objects[Day + "shard-a/40.json"].Metadata[ObjectMetadata.Part] = "1/3";
        _history.Objects[Day + "shard-a/50.json"].Metadata[ObjectMetadata.Part] = "2/3";
        _history.Objects.Add("media/content/readme_gaps.txt", ([], []));

        var report = _history.Judge();

        Assert.Empty(report.Violations);
        Assert.Equal((10, 2, 1, 1), (report.Records, report.GapObjects, report.QuarantineObjects, report.OtherObjects));
    }

    /// <summary>A column in the key template may have any value, those that name our folders among them.</summary>
    [Theory]
    [InlineData("media/content/_gaps/90.json")]
    [InlineData("media/content/_gaps/shard-a/90.json")]
    [InlineData("media/content/_quarantine/90.json")]
    [InlineData("media/content/x/_quarantine/shard-a-90.json")]
    public void ColumnThatIsCalledAsAFolderOfOurs_MakesAnObjectLikeAnyOther(string key)
    {
        _history.Put("shard-b", "80", "90", "1/1", ["90"], key);
        _history.Lease("shard-b", "90", "90", parents: ["shard-a"]);

        var report = _history.Judge();

        Assert.Empty(report.Violations);
        Assert.Equal((10, 0, 0), (report.Records, report.GapObjects, report.QuarantineObjects));
    }

    [Theory]
    [InlineData("elsewhere/shard-a/1.json")]
    [InlineData("media/content/_gaps/shard-a/2.json")]
    [InlineData("media/content/_gaps/1.json")]
    public void NoteUnderAKeyThatNoNoteHas_IsUnreadable(string key)
    {
        _history.Note(key, "shard-a", "1");

        Single(ViolationKind.UnreadableMetadata, $"{key} has no first-sequence-number");
    }

    [Fact]
    public void ObjectWithOtherBytesThanItNames_IsAWrongChecksumAndNothingElse()
    {
        _history.Tamper(Day + "shard-a/40.json");

        Single(ViolationKind.WrongChecksum, Day + "shard-a/40.json has SHA-256 ");
    }

    private void Single(ViolationKind kind, string wanted)
    {
        var violation = Assert.Single(_history.Judge().Violations);

        Assert.Equal(kind, violation.Kind);
        Assert.Contains(wanted, violation.Message, StringComparison.Ordinal);
    }
}
