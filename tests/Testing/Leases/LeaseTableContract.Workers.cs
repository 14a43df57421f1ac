using KeyspacesStreamer.StreamPod.Leases;
using Xunit;
using static KeyspacesStreamer.Testing.Leases.LeaseSamples;

namespace KeyspacesStreamer.Testing.Leases;

public abstract partial class LeaseTableContract
{
    private static readonly WorkerName First = new("media-0", "a1");
    private static readonly WorkerName Second = new("media-0", "b2");

    [Fact]
    public async Task Beat_NewWorker_BeginsAtOne()
    {
        await using var table = await OpenAsync();

        var item = await table.BeatAsync(First, """{"lag":"1s"}""", Stop);

        Assert.Equal(new WorkerItem { Name = First, Heartbeat = 1, Nudge = 0, Progress = """{"lag":"1s"}""" }, item);
        Assert.Equal(item, await table.FindWorkerAsync("media-0", Stop));
    }

    [Fact]
    public async Task Beat_Again_CountsAndReplacesTheProgress()
    {
        await using var table = await OpenAsync();
        await table.BeatAsync(First, "1", Stop);

        var second = await table.BeatAsync(First, "2", Stop);
        var third = await table.BeatAsync(First, null, Stop);

        Assert.Equal(new WorkerItem { Name = First, Heartbeat = 2, Progress = "2" }, second);
        Assert.Equal(new WorkerItem { Name = First, Heartbeat = 3, Progress = null }, third);
    }

    [Fact]
    public async Task Beat_NewIncarnation_ReplacesTheOldAndGoesOnCounting()
    {
        await using var table = await OpenAsync();
        await table.BeatAsync(First, "old", Stop);
        await table.TryNudgeAsync("media-0", Stop);

        var item = await table.BeatAsync(Second, "new", Stop);

        Assert.Equal(new WorkerItem { Name = Second, Heartbeat = 2, Nudge = 1, Progress = "new" }, item);
        Assert.Equal(item, Assert.Single((await table.ScanAsync(consistent: true, Stop)).Workers));
    }

    [Fact]
    public async Task Beat_AfterNudges_BringsThemBack()
    {
        await using var table = await OpenAsync();
        await table.BeatAsync(First, null, Stop);

        Assert.True(await table.TryNudgeAsync("media-0", Stop));
        Assert.True(await table.TryNudgeAsync("media-0", Stop));

        Assert.Equal(2, (await table.BeatAsync(First, null, Stop)).Nudge);
    }

    [Fact]
    public async Task Nudge_UnknownWorker_IsRefusedAndCreatesNothing()
    {
        await using var table = await OpenAsync();

        Assert.False(await table.TryNudgeAsync("media-0", Stop));

        Assert.Null(await table.FindWorkerAsync("media-0", Stop));
    }

    [Fact]
    public async Task FindWorker_UnknownPod_IsNull()
    {
        await using var table = await OpenAsync();

        Assert.Null(await table.FindWorkerAsync("media-0", Stop));
    }

    [Fact]
    public async Task DeleteWorker_SameIncarnation_Deletes()
    {
        await using var table = await OpenAsync();
        await table.BeatAsync(First, null, Stop);

        Assert.True(await table.TryDeleteWorkerAsync(First, null, Stop));

        Assert.Null(await table.FindWorkerAsync("media-0", Stop));
        Assert.False(await table.TryDeleteWorkerAsync(First, null, Stop));
    }

    [Fact]
    public async Task DeleteWorker_OtherIncarnationOrMovedHeartbeat_IsRefused()
    {
        await using var table = await OpenAsync();
        await table.BeatAsync(First, null, Stop);
        await table.BeatAsync(First, null, Stop);

        Assert.False(await table.TryDeleteWorkerAsync(Second, null, Stop));
        Assert.False(await table.TryDeleteWorkerAsync(First, 1, Stop));

        Assert.True(await table.TryDeleteWorkerAsync(First, 2, Stop));
    }

    [Fact]
    public async Task WriteOwner_AbsentItem_IsWrittenOnce()
    {
        await using var table = await OpenAsync();
        var owner = new TableOwner { StreamArn = StreamArn, Resource = "media/content" };

        Assert.Null(await table.FindOwnerAsync(Stop));
        Assert.True(await table.TryWriteOwnerAsync(null, owner, Stop));
        Assert.False(await table.TryWriteOwnerAsync(null, owner with { Resource = "else" }, Stop));

        Assert.Equal(owner, await table.FindOwnerAsync(Stop));
    }

    [Fact]
    public async Task WriteOwner_SeenItem_IsReplacedOnlyIfItStillStands()
    {
        await using var table = await OpenAsync();
        var owner = new TableOwner { StreamArn = StreamArn, Resource = "media/content" };
        await table.TryWriteOwnerAsync(null, owner, Stop);

        Assert.False(await table.TryWriteOwnerAsync(owner with { IsSeeded = true }, owner with { Resource = "x" }, Stop));
        Assert.False(await table.TryWriteOwnerAsync(owner with { StreamArn = "x" }, owner with { Resource = "x" }, Stop));
        Assert.False(await table.TryWriteOwnerAsync(owner with { Resource = "x" }, owner with { Resource = "y" }, Stop));
        Assert.True(await table.TryWriteOwnerAsync(owner, owner with { IsSeeded = true }, Stop));

        Assert.Equal(owner with { IsSeeded = true }, await table.FindOwnerAsync(Stop));
        Assert.True(await table.TryWriteOwnerAsync(owner with { IsSeeded = true }, owner, Stop));
    }

    [Fact]
    public async Task WriteOwner_SeenButAbsent_IsRefused()
    {
        await using var table = await OpenAsync();
        var owner = new TableOwner { StreamArn = StreamArn, Resource = "media/content" };

        Assert.False(await table.TryWriteOwnerAsync(owner, owner, Stop));

        Assert.Null(await table.FindOwnerAsync(Stop));
    }

    [Fact]
    public async Task WriteOwner_EveryMember_IsReadAsItWasWritten()
    {
        await using var table = await OpenAsync();
        var owner = new TableOwner { StreamArn = StreamArn, Resource = "media/content", Installation = "8f0c", Bucket = "media-data", BucketOwner = "111122223333" };

        Assert.True(await table.TryWriteOwnerAsync(null, owner, Stop));

        Assert.Equal(owner, await table.FindOwnerAsync(Stop));
        Assert.Equal(owner, (await table.ScanAsync(consistent: true, Stop)).Owner);
    }

    [Fact]
    public async Task WriteOwner_ItemOfAnOlderVersion_IsCompletedOnceAndFencesEachMember()
    {
        await using var table = await OpenAsync();
        var older = new TableOwner { StreamArn = StreamArn, Resource = "media/content", IsSeeded = true };
        var completed = older with { Installation = "8f0c", Bucket = "media-data" };
        await table.TryWriteOwnerAsync(null, older, Stop);

        Assert.True(await table.TryWriteOwnerAsync(older, completed, Stop));
        Assert.False(await table.TryWriteOwnerAsync(older, older with { Installation = "3a1b" }, Stop));
        Assert.False(await table.TryWriteOwnerAsync(completed with { Installation = "3a1b" }, older, Stop));
        Assert.False(await table.TryWriteOwnerAsync(completed with { Bucket = "other" }, older, Stop));
        Assert.False(await table.TryWriteOwnerAsync(completed with { BucketOwner = "111122223333" }, older, Stop));

        Assert.Equal(completed, await table.FindOwnerAsync(Stop));
    }
}
