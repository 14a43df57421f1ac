using System.Net;
using Amazon.Runtime;
using KeyspacesStreamer.AwsAccess;
using KeyspacesStreamer.Contracts;
using KeyspacesStreamer.StreamPod.Configuration;
using KeyspacesStreamer.StreamPod.Leases;

namespace KeyspacesStreamer.StreamPod.Tests.Configuration;

/// <summary>The one line that a person reads when the process ends.</summary>
public sealed class ProcessFaultsTests
{
    [Theory]
    [InlineData(CredentialsTrouble.Absent, ExitCodes.MissingPermission)]
    [InlineData(CredentialsTrouble.Broken, ExitCodes.MissingPermission)]
    [InlineData(CredentialsTrouble.Refused, ExitCodes.MissingPermission)]
    [InlineData(CredentialsTrouble.Unreachable, ExitCodes.Unavailable)]
    public void LineOf_Credentials_IsTheirOwnSentence(CredentialsTrouble trouble, int exitCode)
    {
        var exception = new CredentialsException(trouble, "there are no AWS credentials. Set some.", new IOException());

        Assert.Equal("Finding the change stream of media.content: there are no AWS credentials. Set some.", ProcessFaults.LineOf("Finding the change stream of media.content", exception));
        Assert.Equal(exitCode, ProcessFaults.ExitCodeOf(exception));
    }

    [Fact]
    public async Task LineOf_AnswerOfAService_NamesActionResourceAnswerAndWhatToDo()
    {
        var refusal = new AmazonServiceException("Rate\nexceeded? No: denied.", null, ErrorType.Sender, "AccessDeniedException", "1", HttpStatusCode.BadRequest);
        await Assert.ThrowsAsync<AmazonServiceException>(() => new AwsSubject("cassandra:GetRecords", "arn:stream").AskAsync<int>(() => throw refusal));

        var line = ProcessFaults.LineOf("Streaming media.content", refusal);

        Assert.StartsWith("Streaming media.content: cassandra:GetRecords on arn:stream was refused (400 AccessDeniedException: Rate exceeded? No: denied.). Allow the role the action", line, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.MissingPermission, ProcessFaults.ExitCodeOf(refusal));
    }

    [Theory]
    [InlineData(true, ExitCodes.MissingResource)]
    [InlineData(false, ExitCodes.ForeignTable)]
    public void LineOf_LeaseTable_IsItsOwnSentenceAndOneThatIsGoneIsMissing(bool isMissing, int exitCode)
    {
        var problem = new LeaseTableException("Lease table 'leases' does not exist any more.") { IsMissing = isMissing };

        Assert.Equal("Lease table 'leases' does not exist any more.", ProcessFaults.LineOf("Streaming media.content", problem));
        Assert.Equal(exitCode, ProcessFaults.ExitCodeOf(problem));
    }

    [Fact]
    public void LineOf_ClientExceptionNobodyKnows_IsToldWithItsType()
    {
        var exception = new AmazonClientException("Odd.");

        Assert.Equal("Reaching s3://data: AmazonClientException: Odd.", ProcessFaults.LineOf("Reaching s3://data", exception));
        Assert.Equal(ExitCodes.Unexpected, ProcessFaults.ExitCodeOf(exception));
    }

    [Fact]
    public void LineOf_AnswerOfAServiceAboutCredentials_IsTheServicesOwn()
    {
        var line = ProcessFaults.LineOf("Reaching s3://data", new AmazonServiceException("The credentials are expired"));

        Assert.Equal("Reaching s3://data: The credentials are expired", line);
    }
}
