using System.Net;
using Amazon.KeyspacesStreams;
using Amazon.KeyspacesStreams.Model;
using Amazon.Runtime;
using KeyspacesStreamer.KeyspacesStreams.Tests.Wire;
using KeyspacesStreamer.RawStreams;

namespace KeyspacesStreamer.KeyspacesStreams.Tests;

/// <summary>Errors of the service become the typed exceptions of the official package, on both paths.</summary>
public sealed class ErrorTests
{
    public static TheoryData<string, Type, string, int> Errors() => new()
    {
        { "AccessDeniedException", typeof(AccessDeniedException), "AccessDeniedException", 400 },
        { "InternalServerException", typeof(InternalServerException), "InternalServerException", 500 },
        { "ResourceNotFoundException", typeof(ResourceNotFoundException), "ResourceNotFoundException", 400 },
        { "ThrottlingException", typeof(ThrottlingException), "ThrottlingException", 400 },
        { "ValidationException-InvalidFormat", typeof(ValidationException), "InvalidFormat", 400 },
        { "ValidationException-TrimmedDataAccess", typeof(ValidationException), "TrimmedDataAccess", 400 },
        { "ValidationException-ExpiredIterator", typeof(ValidationException), "ExpiredIterator", 400 },
        { "ValidationException-ExpiredNextToken", typeof(ValidationException), "ExpiredNextToken", 400 },
        { "ValidationException-without-code", typeof(ValidationException), "ValidationException", 400 },
        { "unknown-error", typeof(AmazonKeyspacesStreamsException), "SomethingNewException", 400 },
        { "bare-type", typeof(ResourceNotFoundException), "ResourceNotFoundException", 400 },
    };

    [Theory]
    [MemberData(nameof(Errors))]
    public async Task TypedCall_EachGoldenError_IsItsException(string name, Type type, string code, int status)
    {
        await using var server = new WireServer(Answer.Golden("errors", $"{name}.json"));
        using var client = Clients.For(server);

        var error = await Xunit.Record.ExceptionAsync(
            () => client.GetStreamAsync(new GetStreamRequest(), TestContext.Current.CancellationToken));

        AssertError(error, type, code, status, name);
    }

    [Theory]
    [MemberData(nameof(Errors))]
    public async Task RawCall_EachGoldenError_IsItsException(string name, Type type, string code, int status)
    {
        await using var server = new WireServer(Answer.Golden("errors", $"{name}.json"));
        using var client = Clients.For(server);

        var error = await Xunit.Record.ExceptionAsync(
            () => new RawRecordReader(client).GetRecordsAsync("it", 10, TestContext.Current.CancellationToken));

        AssertError(error, type, code, status, name);
    }

    [Fact]
    public async Task ExpiredIterator_IsToldByItsCode()
    {
        await using var server = new WireServer(Answer.Golden("errors", "ValidationException-ExpiredIterator.json"));
        using var client = Clients.For(server);

        var seen = string.Empty;
        try
        {
            await client.GetRecordsAsync(new GetRecordsRequest { ShardIterator = "it" }, TestContext.Current.CancellationToken);
        }
        catch (ValidationException refusal) when (refusal.ErrorCode == ValidationExceptionType.ExpiredIterator)
        {
            seen = refusal.Message;
        }

        Assert.Equal("The shard iterator was handed out more than 15 minutes ago.", seen);
    }

    [Fact]
    public async Task Error_OfATypeInTheHeader_IsItsException()
    {
        var answer = Answer.Json("""{"message":"gone"}""", 400);
        var headers = new Dictionary<string, string>(answer.Headers) { ["x-amzn-ErrorType"] = "ResourceNotFoundException:http://internal/" };
        await using var server = new WireServer(answer with { Headers = headers });
        using var client = Clients.For(server);

        var error = await Assert.ThrowsAsync<ResourceNotFoundException>(
            () => client.GetStreamAsync(new GetStreamRequest(), TestContext.Current.CancellationToken));

        Assert.Equal("gone", error.Message);
    }

    [Fact]
    public async Task Error_ThatIsNoJson_IsTheBaseException()
    {
        await using var server = new WireServer(Answer.Html(404));
        using var client = Clients.For(server);

        var error = await Assert.ThrowsAnyAsync<AmazonServiceException>(
            () => client.GetStreamAsync(new GetStreamRequest(), TestContext.Current.CancellationToken));

        Assert.IsType<AmazonKeyspacesStreamsException>(error);
        Assert.Equal(HttpStatusCode.NotFound, error.StatusCode);
    }

    private static void AssertError(Exception? error, Type type, string code, int status, string name)
    {
        Assert.IsType(type, error);
        var service = (AmazonServiceException)error;
        using var golden = GoldenWire.Read("errors", $"{name}.json");
        Assert.Equal(code, service.ErrorCode);
        Assert.Equal((HttpStatusCode)status, service.StatusCode);
        Assert.Equal(golden.RootElement.GetProperty("body").GetProperty("message").GetString(), service.Message);
        Assert.Equal(golden.RootElement.GetProperty("headers").GetProperty("x-amzn-RequestId").GetString(), service.RequestId);
    }
}
