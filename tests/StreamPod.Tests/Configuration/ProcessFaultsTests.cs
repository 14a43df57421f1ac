using Amazon.Runtime;
using KeyspacesStreamer.Contracts;
using KeyspacesStreamer.StreamPod.Configuration;

namespace KeyspacesStreamer.StreamPod.Tests.Configuration;

/// <summary>The one line that a person reads when the process ends.</summary>
public sealed class ProcessFaultsTests
{
    [Fact]
    public void LineOf_NoCredentials_NamesTheAnnotationFirstAndTheSdksWordsLast()
    {
        var exception = new AmazonClientException("Failed to resolve AWS credentials:\nException 1 of 2: none");

        var line = ProcessFaults.LineOf("Finding the change stream of media.content", exception);

        Assert.StartsWith("Finding the change stream of media.content: there are no AWS credentials. On EKS the pods' ServiceAccount needs the annotation eks.amazonaws.com/role-arn", line, StringComparison.Ordinal);
        Assert.EndsWith("Failed to resolve AWS credentials: Exception 1 of 2: none", line, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.MissingPermission, ProcessFaults.ExitCodeOf(exception));
    }

    [Fact]
    public void LineOf_AnswerOfAServiceAboutCredentials_IsTheServicesOwn()
    {
        var line = ProcessFaults.LineOf("Reaching s3://data", new AmazonServiceException("The credentials are expired"));

        Assert.Equal("Reaching s3://data: The credentials are expired", line);
    }
}
