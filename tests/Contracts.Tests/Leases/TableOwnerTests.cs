using KeyspacesStreamer.Contracts.Leases;

namespace KeyspacesStreamer.Contracts.Tests.Leases;

public sealed class TableOwnerTests
{
    private static readonly TableOwner Owner = new()
    {
        StreamArn = "arn:one", Resource = "media/content", Installation = "8f0c", Bucket = "media-data", BucketOwner = "111122223333", IsSeeded = true,
    };

    private static readonly TableOwner Older = new() { StreamArn = "arn:one", Resource = "media/content" };

    [Fact]
    public void Of_WhatTextsWrite_IsTheSame()
    {
        var written = Owner.Texts.ToDictionary(text => text.Key, text => text.Value);

        Assert.Equal(Owner, TableOwner.Of(written.GetValueOrDefault, isSeeded: true));
    }

    [Fact]
    public void Texts_Names_AreThoseOfTheItem() =>
        Assert.Equal(["streamArn", "resource", "installation", "bucket", "bucketOwner"], Owner.Texts.Select(text => text.Key));

    [Theory]
    [InlineData("streamArn")]
    [InlineData("resource")]
    public void Of_ItemWithoutStreamOrResource_IsNull(string missing) =>
        Assert.Null(TableOwner.Of(name => name == missing ? null : "text", isSeeded: false));

    [Fact]
    public void DifferenceFrom_Itself_IsNone()
    {
        Assert.Null(Owner.DifferenceFrom(Owner));
        Assert.Null(Older.DifferenceFrom(Older));
    }

    [Fact]
    public void DifferenceFrom_ItemOfAnOlderVersion_SpeaksAgainstNobodyAndIsCompleted()
    {
        Assert.Null(Older.DifferenceFrom(Owner));

        Assert.Equal(Owner with { IsSeeded = false }, Older.CompletedBy(Owner));
    }

    [Fact]
    public void CompletedBy_MemberThatStandsThere_IsKept() => Assert.Equal(Owner, Owner.CompletedBy(Owner with { Installation = "other", Bucket = "other", BucketOwner = "999988887777" }));

    [Fact]
    public void DifferenceFrom_OtherStream_IsNone() => Assert.Null(Owner.DifferenceFrom(Owner with { StreamArn = "arn:two" }));

    [Fact]
    public void DifferenceFrom_EachMember_NamesBothValues()
    {
        Assert.Equal("belongs to resource media/content, and this is media/other", Owner.DifferenceFrom(Owner with { Resource = "media/other" })?.Text);
        Assert.Equal("belongs to the resource of this name in installation 8f0c, and this is installation 3a1b", Owner.DifferenceFrom(Owner with { Installation = "3a1b" })?.Text);
        Assert.Equal("keeps the place of objects in bucket media-data, and this stream writes to bucket other-data", Owner.DifferenceFrom(Owner with { Bucket = "other-data" })?.Text);
        Assert.Equal(
            "keeps the place of objects in a bucket of account 111122223333, and the bucket is expected in account 444455556666",
            Owner.DifferenceFrom(Owner with { BucketOwner = "444455556666" })?.Text);
    }

    [Fact]
    public void DifferenceFrom_WhoSaysNoInstallation_IsRefused() =>
        Assert.Equal(new OwnerDifference(OwnerPart.Installation, "8f0c", null), Owner.DifferenceFrom(Owner with { Installation = null }));

    [Fact]
    public void DifferenceFrom_SettingsThatDoNotNameTheOwnerOfTheBucket_IsNone() => Assert.Null(Owner.DifferenceFrom(Owner with { BucketOwner = null }));

    [Fact]
    public void Text_ResourceOfAnotherNamespace_IsNotNamed()
    {
        var difference = (Owner with { Resource = "payroll/salaries" }).DifferenceFrom(Owner);

        Assert.Equal("belongs to a resource of another namespace, and this is media/content", difference?.Text);
    }
}
