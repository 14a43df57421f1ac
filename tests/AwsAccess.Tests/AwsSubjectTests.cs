using Amazon.Runtime;

namespace KeyspacesStreamer.AwsAccess.Tests;

/// <summary>What a call was about goes with its failure.</summary>
public sealed class AwsSubjectTests
{
    private static readonly AwsSubject Subject = new("cassandra:GetRecords", "arn:stream");

    [Fact]
    public async Task Ask_Fails_LeavesTheSubjectOnWhatTheSdkThrew()
    {
        var thrown = new AmazonClientException("No.");

        var problem = await Assert.ThrowsAsync<AmazonClientException>(() => Subject.AskAsync<int>(() => throw thrown));

        Assert.Same(thrown, problem);
        Assert.Equal("cassandra:GetRecords on arn:stream", AwsSubject.Of(new IOException("outside", problem))?.ToString());
    }

    [Fact]
    public async Task Ask_Answers_IsTheAnswer() => Assert.Equal(7, await Subject.AskAsync(() => Task.FromResult(7)));

    [Fact]
    public void Of_NoCall_IsNull() => Assert.Null(AwsSubject.Of(new IOException("x")));
}
