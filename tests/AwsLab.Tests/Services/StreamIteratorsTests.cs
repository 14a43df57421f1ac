using KeyspacesStreamer.AwsLab.Refusals;
using KeyspacesStreamer.AwsLab.Services;
using Microsoft.Extensions.Time.Testing;

namespace KeyspacesStreamer.AwsLab.Tests.Services;

public sealed class StreamIteratorsTests
{
    private const string Stream = "arn:aws:cassandra:us-east-1:111122223333:/keyspace/k/table/t/stream/l";

    private readonly FakeTimeProvider _clock = new();
    private readonly StreamIterators _iterators;

    public StreamIteratorsTests() => _iterators = new StreamIterators(_clock);

    [Fact]
    public void StreamOf_IteratorOfAnAnswer_IsItsStream()
    {
        _iterators.Learn("""{"shardIterator":"first"}"""u8, Stream);
        _iterators.Learn("""{"changeRecords":[{"nextShardIterator":"inside"}],"nextShardIterator":"next","iteratorDescription":{"nextShardIterator":"deep"}}"""u8, Stream);

        Assert.Equal(Stream, _iterators.StreamOf("first"));
        Assert.Equal(Stream, _iterators.StreamOf("next"));
        Assert.All(new[] { "inside", "deep" }, name => Assert.Throws<RefusedException>(() => _iterators.StreamOf(name)));
    }

    [Fact]
    public void StreamOf_EndOfAShard_LearnsNothing() => _iterators.Learn("""{"changeRecords":[],"nextShardIterator":null}"""u8, Stream);

    [Fact]
    public void StreamOf_IteratorThatNobodyGave_HasExpired() =>
        Assert.Equal(new Refusal(400, "ValidationException", "ExpiredIterator"), Assert.Throws<RefusedException>(() => _iterators.StreamOf("foreign")).Own);

    [Fact]
    public void Learn_LongAfter_ForgetsWhatNoLongerWorks()
    {
        _iterators.Learn("""{"shardIterator":"old"}"""u8, Stream);
        _clock.Advance(TimeSpan.FromMinutes(21));

        _iterators.Learn("""{"shardIterator":"new"}"""u8, Stream);

        Assert.Throws<RefusedException>(() => _iterators.StreamOf("old"));
        Assert.Equal(Stream, _iterators.StreamOf("new"));
    }
}
