using KeyspacesStreamer.StreamPod.Configuration;
using KeyspacesStreamer.StreamPod.Fleet;
using KeyspacesStreamer.StreamPod.Leases;
using KeyspacesStreamer.StreamPod.Memory;
using KeyspacesStreamer.StreamPod.Values;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace KeyspacesStreamer.StreamPod.Tests.Configuration;

public sealed class PodStatusBoardTests
{
    [Fact]
    public void Status_ValuesWereRead_NamesTheFormsThatWereMet()
    {
        var clock = new FakeTimeProvider();
        var board = new PodStatusBoard(clock, new WorkerName("media-0", "a"), "1.0", new LivenessSignals(clock), new MemoryBudget(1_000_000));
        var before = board.Status().ValueForms;
        board.Forms = new ValueForms(NullLogger.Instance);

        board.Forms.Note(ValueForm.TimestampIso);
        board.Forms.Note(ValueForm.DateDays);
        board.Forms.Note(ValueForm.TimestampIso);

        Assert.Empty(before);
        Assert.Equal(["date as days since 1970-01-01", "timestamp as ISO 8601"], board.Status().ValueForms);
    }
}
