using KeyspacesStreamer.StreamsEmulator.Readers;
using Microsoft.Extensions.Time.Testing;

namespace KeyspacesStreamer.StreamsEmulator.Tests.Readers;

public sealed class ReaderWatchTests
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void Admit_OneReaderThatOftenStartsOver_IsNeverThrottled()
    {
        var watch = new ReaderWatch(_clock, new ReaderLimit());

        var admitted = Enumerable.Range(0, 10).Select(_ => watch.Admit(0, 0, watch.Begin())).ToList();

        Assert.DoesNotContain(false, admitted);
    }

    [Fact]
    public void Admit_ThreeInterleavedReaders_ThrottlesUntilOneStops()
    {
        var watch = new ReaderWatch(_clock, new ReaderLimit());
        var (first, second, third) = (watch.Begin(), watch.Begin(), watch.Begin());
        var together = new[] { watch.Admit(0, 0, first), watch.Admit(0, 0, second), watch.Admit(0, 0, third), watch.Admit(0, 0, first) };

        _clock.Advance(TimeSpan.FromSeconds(4));
        watch.Admit(0, 0, first);
        watch.Admit(0, 0, second);
        _clock.Advance(TimeSpan.FromSeconds(2));
        var afterTheThirdStopped = watch.Admit(0, 0, first);

        Assert.Equal([true, true, false, false], together);
        Assert.True(afterTheThirdStopped);
    }

    [Fact]
    public void Admit_OtherShard_CountsForItself()
    {
        var watch = new ReaderWatch(_clock, new ReaderLimit { MostReaders = 1 });
        var (first, second) = (watch.Begin(), watch.Begin());

        Assert.True(watch.Admit(0, 0, first));
        Assert.True(watch.Admit(0, 1, second));
        Assert.False(watch.Admit(0, 0, second));
    }
}
