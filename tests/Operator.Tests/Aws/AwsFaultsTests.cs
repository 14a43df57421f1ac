using System.Net;
using Amazon.Runtime;
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
    [InlineData("Forbidden", 403, nameof(AwsFaultKind.Denied))]
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

    [Fact]
    public void Wrap_NoCredentials_AsksForTheAnnotation()
    {
        var problem = AwsFaults.Wrap(Call, new AmazonClientException("Failed to resolve AWS credentials."));

        Assert.Equal(AwsFaultKind.Denied, problem.Kind);
        Assert.Contains("no AWS credentials: is the operator's ServiceAccount annotated with eks.amazonaws.com/role-arn?", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Wrap_TokenFileIsMissing_IsNoMatterOfTheNetwork()
    {
        var missing = new InvalidOperationException("A token could not be loaded\n from the file.", new FileNotFoundException("Could not find file."));

        var problem = AwsFaults.Wrap(Call, new NoCredentialsException(missing));

        Assert.Equal(AwsFaultKind.Denied, problem.Kind);
        Assert.EndsWith("eks.amazonaws.com/role-arn? (A token could not be loaded from the file.)", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Wrap_CredentialsOutOfReach_PassesByItself()
    {
        var problem = AwsFaults.Wrap(Call, new NoCredentialsException(new InvalidOperationException("STS", new HttpRequestException("Connection refused"))));

        Assert.Equal((AwsFaultKind.Unavailable, "Creating table leases in eu-west-1 failed: credentials could not be fetched (STS)."), (problem.Kind, problem.Message));
    }

    [Fact]
    public void Wrap_RoleNotAssumed_PointsToTheTrustPolicy()
    {
        var refusal = Answer("AccessDenied", 403, "Not authorized to perform sts:AssumeRoleWithWebIdentity");

        var problem = AwsFaults.Wrap(Call, new AmazonClientException("Error calling AssumeRole for role x", refusal));

        Assert.Equal(AwsFaultKind.Denied, problem.Kind);
        Assert.Contains("Its trust policy must name the operator's ServiceAccount.", problem.Message, StringComparison.Ordinal);
    }

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
