using System.Net;
using Amazon.Runtime;
using Amazon.RuntimeDependencies;
using KeyspacesStreamer.AwsAccess;
using KeyspacesStreamer.Operator.Aws;

namespace KeyspacesStreamer.Operator.Tests.Aws;

/// <summary>Failures of AWS calls become sentences that say what to do.</summary>
public sealed class AwsFaultsTests
{
    private static readonly AwsCall Call = new(
        AwsActions.CreateTable, "arn:aws:dynamodb:eu-west-1:*:table/leases", "Creating table leases in eu-west-1", new Uri("https://dynamodb.eu-west-1.amazonaws.com"));

    [Theory]
    [InlineData("ThrottlingException", 400, nameof(AwsFaultKind.Throttled))]
    [InlineData("SomethingElse", 429, nameof(AwsFaultKind.Throttled))]
    [InlineData("AccessDeniedException", 400, nameof(AwsFaultKind.Denied))]
    [InlineData("AccessDeniedException", 403, nameof(AwsFaultKind.Denied))]
    [InlineData("InvalidToken", 400, nameof(AwsFaultKind.Denied))]
    // A status alone says nothing of rights: a HEAD, or something on the way.
    [InlineData("Forbidden", 403, nameof(AwsFaultKind.Unavailable))]
    [InlineData("RequestTimeTooSkewed", 403, nameof(AwsFaultKind.Unavailable))]
    [InlineData("RequestTimeoutException", 408, nameof(AwsFaultKind.Unavailable))]
    [InlineData("RequestAbortedException", 400, nameof(AwsFaultKind.Unavailable))]
    [InlineData("SomethingNew", 403, nameof(AwsFaultKind.Refused))]
    [InlineData("UnrecognizedClientException", 400, nameof(AwsFaultKind.Denied))]
    [InlineData("ExpiredTokenException", 403, nameof(AwsFaultKind.Unavailable))]
    [InlineData("ExpiredNextToken", 400, nameof(AwsFaultKind.Unavailable))]
    [InlineData("ResourceNotFoundException", 400, nameof(AwsFaultKind.Unavailable))]
    [InlineData("InternalServerError", 500, nameof(AwsFaultKind.Unavailable))]
    [InlineData("", 404, nameof(AwsFaultKind.Unavailable))]
    [InlineData("ValidationException", 400, nameof(AwsFaultKind.Refused))]
    public void Wrap_AnswerOfAService_HasItsKind(string code, int status, string kind)
    {
        var problem = AwsFaults.Wrap(Call, Answer(code, status, "Said by the service."));

        Assert.Equal(Enum.Parse<AwsFaultKind>(kind), problem.Kind);
    }

    [Fact]
    public void Wrap_Denied_NamesActionAndResource()
    {
        var problem = AwsFaults.Wrap(Call, Answer("AccessDeniedException", 400, "No."));

        Assert.Equal("AWS denied dynamodb:CreateTable on arn:aws:dynamodb:eu-west-1:*:table/leases: allow it to the operator's role.", problem.Message);
        Assert.Equal(("dynamodb:CreateTable", "arn:aws:dynamodb:eu-west-1:*:table/leases"), (problem.Action, problem.Resource));
    }

    [Fact]
    public void Wrap_DeniedForAnotherAction_NamesTheOneThatAwsNames()
    {
        const string told = "User: arn:aws:sts::111122223333:assumed-role/operator/x is not authorized to perform: dynamodb:TagResource "
            + "on resource: arn:aws:dynamodb:eu-west-1:111122223333:table/leases because no identity-based policy allows the dynamodb:TagResource action";

        var problem = AwsFaults.Wrap(Call, Answer("AccessDeniedException", 400, told));

        Assert.Equal("AWS denied dynamodb:TagResource on arn:aws:dynamodb:eu-west-1:111122223333:table/leases: allow it to the operator's role.", problem.Message);
        Assert.Equal("dynamodb:TagResource", problem.Action);
    }

    [Theory]
    [InlineData(CredentialsTrouble.Absent, nameof(AwsFaultKind.Denied))]
    [InlineData(CredentialsTrouble.Broken, nameof(AwsFaultKind.Denied))]
    [InlineData(CredentialsTrouble.Refused, nameof(AwsFaultKind.Denied))]
    [InlineData(CredentialsTrouble.Unreachable, nameof(AwsFaultKind.Unavailable))]
    [InlineData(CredentialsTrouble.Throttled, nameof(AwsFaultKind.Throttled))]
    public void Wrap_Credentials_IsTheirOwnSentenceAndNoMatterOfThisService(CredentialsTrouble trouble, string kind)
    {
        var credentials = new CredentialsException(trouble, "the token file /var/run/token cannot be read.", new HttpRequestException("x"));

        var problem = AwsFaults.Wrap(Call, credentials);

        Assert.Equal((Enum.Parse<AwsFaultKind>(kind), "Creating table leases in eu-west-1 failed: the token file /var/run/token cannot be read."), (problem.Kind, problem.Message));
        Assert.False(AwsFaults.IsSilence(credentials));
    }

    [Fact]
    public void Wrap_ClientExceptionNobodyKnows_IsNotPassing()
    {
        var problem = AwsFaults.Wrap(Call, new AmazonClientException("Your credentials are odd."));

        Assert.Equal(AwsFaultKind.Refused, problem.Kind);
        Assert.Contains("AmazonClientException: Your credentials are odd.", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Wrap_PartThatTheProgramLacks_IsNotPassing() => Assert.Equal(
        AwsFaultKind.Refused,
        AwsFaults.Wrap(Call, new MissingRuntimeDependencyException("AWSSDK.SecurityToken", "Amazon.SecurityToken.AmazonSecurityTokenServiceClient", "RegisterSecurityTokenServiceClient")).Kind);

    [Fact]
    public void Wrap_NetworkFailure_NamesTheAddress()
    {
        var problem = AwsFaults.Wrap(Call, new HttpRequestException("Connection refused"));

        Assert.Equal(AwsFaultKind.Unavailable, problem.Kind);
        Assert.Equal(
            "Creating table leases in eu-west-1 failed: https://dynamodb.eu-west-1.amazonaws.com/ could not be reached (Connection refused).", problem.Message);
    }

    [Fact]
    public void IsOfACall_MistakeOfOurs_IsNot() => Assert.False(AwsFaults.IsOfACall(new InvalidOperationException("bug")));

    private static AmazonServiceException Answer(string code, int status, string message) =>
        new(message, null, ErrorType.Unknown, code, "1", (HttpStatusCode)status);
}
