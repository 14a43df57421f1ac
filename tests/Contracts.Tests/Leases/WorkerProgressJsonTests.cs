using KeyspacesStreamer.Contracts.Leases;

namespace KeyspacesStreamer.Contracts.Tests.Leases;

/// <summary>A pod's figures cross the lease table as text in camel case, whatever version wrote them.</summary>
public sealed class WorkerProgressJsonTests
{
    private static readonly WorkerProgress Figures = new()
    {
        Shards = 4,
        AtTip = 3,
        Halted = 1,
        LagSeconds = 12.5,
        LastCommitAt = new DateTimeOffset(2026, 11, 2, 8, 15, 30, TimeSpan.Zero),
        IsReady = true,
        Records = 1_000,
        Objects = 10,
    };

    [Fact]
    public void Write_AllFigures_AreInCamelCase()
    {
        var text = WorkerProgressJson.Write(Figures);

        Assert.Equal(
            """{"shards":4,"atTip":3,"halted":1,"lagSeconds":12.5,"lastCommitAt":"2026-11-02T08:15:30+00:00","isReady":true,"records":1000,"objects":10}""",
            text);
    }

    [Fact]
    public void Read_WhatWasWritten_IsTheSame()
    {
        var read = WorkerProgressJson.Read(WorkerProgressJson.Write(Figures));

        Assert.Equal(Figures, read);
    }

    [Fact]
    public void Read_OlderPodWithFewerFigures_LeavesTheRestZero()
    {
        var read = WorkerProgressJson.Read("""{"shards":1,"halted":0,"lagSeconds":0,"isReady":true,"somethingNew":[1]}""");

        Assert.Equal(new WorkerProgress { Shards = 1, Halted = 0, LagSeconds = 0, IsReady = true }, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("busy")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("""{"shards":"four","halted":0,"lagSeconds":0,"isReady":true}""")]
    public void Read_NoFigures_IsNull(string text) => Assert.Null(WorkerProgressJson.Read(text));
}
