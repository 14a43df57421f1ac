using System.Buffers;
using FsCheck;
using FsCheck.Fluent;
using KeyspacesStreamer.StreamPod.Memory;

namespace KeyspacesStreamer.StreamPod.Tests.Memory;

public sealed class SegmentedBufferTests
{
    [Fact]
    public void New_HoldsNothing()
    {
        using var buffer = new SegmentedBuffer();

        Assert.Equal(0, buffer.Length);
        Assert.Equal(0, buffer.CapacityBytes);
        Assert.True(buffer.AsSequence().IsEmpty);
    }

    [Fact]
    public void Write_LittleThenMuch_GrowsInSteps()
    {
        using var buffer = new SegmentedBuffer();
        buffer.Write(new byte[1]);
        var small = buffer.CapacityBytes;

        buffer.Write(new byte[1024 * 1024]);

        Assert.Equal(4 * 1024, small);
        Assert.Equal(
            new[] { 4, 16, 64, 256, 256, 256, 256 },
            Segments(buffer).Select(length => (int)Math.Ceiling(length / 1024.0)).SkipLast(1).Append(256));
    }

    [Fact]
    public void GetSpan_LargerThanTheLargestChunk_GetsItsOwn()
    {
        using var buffer = new SegmentedBuffer();
        buffer.Write("ab"u8);

        var span = buffer.GetSpan(600 * 1024);
        span[..3].Fill((byte)'c');
        buffer.Advance(3);

        Assert.True(span.Length >= 600 * 1024);
        Assert.Equal("abccc"u8.ToArray(), buffer.AsSequence().ToArray());
    }

    [Fact]
    public void AnyWrites_HoldWhatAListWouldHold() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), CheckAgainstList).Check(Config.QuickThrowOnFailure);

    [Fact]
    public void Dispose_Twice_GivesBackOnce()
    {
        var buffer = new SegmentedBuffer();
        buffer.Write("x"u8);

        buffer.Dispose();
        buffer.Dispose();

        Assert.Equal(0, buffer.CapacityBytes);
        Assert.Equal(0, buffer.Length);
    }

    [Fact]
    public void UseAfterDispose_Throws()
    {
        var buffer = new SegmentedBuffer();
        buffer.Dispose();

        Assert.Throws<ObjectDisposedException>(() => buffer.GetMemory());
        Assert.Throws<ObjectDisposedException>(() => buffer.Advance(0));
        Assert.Throws<ObjectDisposedException>(() => buffer.AsSequence());
    }

    [Fact]
    public void Advance_BeyondWhatWasHandedOut_Throws()
    {
        using var buffer = new SegmentedBuffer();
        var handedOut = buffer.GetMemory(1).Length;

        Assert.Throws<ArgumentOutOfRangeException>(() => buffer.Advance(handedOut + 1));
    }

    private static void CheckAgainstList(int seed)
    {
        var random = new Random(seed);
        var expected = new List<byte>();
        using var buffer = new SegmentedBuffer();
        for (var step = 0; step < 30; step++)
        {
            var bytes = new byte[random.Next(random.Next(2) == 0 ? 10 : 60_000)];
            random.NextBytes(bytes);
            buffer.Write(bytes);
            expected.AddRange(bytes);
            Assert.Equal(expected.Count, buffer.Length);
            Assert.True(buffer.CapacityBytes >= buffer.Length);
        }

        Assert.True(buffer.AsSequence().ToArray().AsSpan().SequenceEqual(expected.ToArray()), $"seed {seed}");
    }

    private static List<int> Segments(SegmentedBuffer buffer)
    {
        var lengths = new List<int>();
        foreach (var segment in buffer.AsSequence())
        {
            lengths.Add(segment.Length);
        }

        return lengths;
    }
}
