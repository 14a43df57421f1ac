using KeyspacesStreamer.RawStreams;

namespace KeyspacesStreamer.KeyspacesStreams.Tests.Raw;

/// <summary>Reading a body into rented memory.</summary>
public sealed class PooledBodyTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(10, 10)]
    [InlineData(10, -1)]
    [InlineData(65_536, -1)]
    [InlineData(65_537, -1)]
    [InlineData(1_000_003, -1)]
    [InlineData(1_000_003, 1_000_003)]
    public async Task ReadAsync_WithAndWithoutAnAnnouncedLength_TakesItAll(int length, long announced)
    {
        var bytes = Pattern(length);

        using var body = await PooledBody.ReadAsync(
            new Trickle(bytes), announced, 2_000_000, TestContext.Current.CancellationToken);

        Assert.Equal(bytes, body.Bytes.ToArray());
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1001)]
    public async Task ReadAsync_PastTheLimit_IsRefused(long announced)
    {
        var error = await Assert.ThrowsAsync<BodyTooLargeException>(
            () => PooledBody.ReadAsync(new Trickle(Pattern(1001)), announced, 1000, TestContext.Current.CancellationToken));

        Assert.Equal(1000, error.LimitBytes);
        Assert.Equal(announced < 0 ? null : announced, error.AnnouncedBytes);
    }

    [Fact]
    public async Task ReadAsync_AtTheLimit_IsTaken()
    {
        using var body = await PooledBody.ReadAsync(new Trickle(Pattern(1000)), -1, 1000, TestContext.Current.CancellationToken);

        Assert.Equal(1000, body.Length);
    }

    private static byte[] Pattern(int length) => [.. Enumerable.Range(0, length).Select(index => (byte)(index * 31))];

    /// <summary>A stream that gives an odd number of bytes at a time.</summary>
    private sealed class Trickle(byte[] bytes) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, 7919)], cancellationToken);
    }
}
