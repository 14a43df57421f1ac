using KeyspacesStreamer.StreamsEmulator.Tests.Hosting;

namespace KeyspacesStreamer.StreamsEmulator.Tests.Wire;

public sealed class SignatureTests
{
    [Theory]
    [InlineData(null, "MissingAuthenticationTokenException", "Missing Authentication Token")]
    [InlineData("Bearer abc", "IncompleteSignatureException", "AWS4-HMAC-SHA256")]
    public async Task Call_WithoutASignature_IsRefused(string? header, string type, string expected)
    {
        await using var host = await EmulatorHost.StartAsync();

        var answer = await host.Wire.SendAsync("KeyspacesStreams.ListStreams", "{}", header);

        Assert.Equal($"400 {type}", $"{answer.Status} {answer.Type}");
        Assert.Contains(expected, answer.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AKID/20260102/us-east-1/dynamodb/aws4_request", "'cassandra', not 'dynamodb'")]
    [InlineData("AKID/20260102/eu-west-1/cassandra/aws4_request", "'us-east-1', not 'eu-west-1'")]
    [InlineData("AKID/20260103/us-east-1/cassandra/aws4_request", "'20260103' != '20260102T030405Z'")]
    public async Task Call_SignedForAnotherScope_SaysWhatWasFound(string scope, string expected)
    {
        await using var host = await EmulatorHost.StartAsync();

        var answer = await host.Wire.SendAsync("KeyspacesStreams.ListStreams", "{}", WireClient.Authorization(scope));

        Assert.Equal("InvalidSignatureException", answer.Type);
        Assert.Contains(expected, answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_TargetNotSigned_IsRefused()
    {
        await using var host = await EmulatorHost.StartAsync();

        var answer = await host.Wire.SendAsync("KeyspacesStreams.ListStreams", "{}", WireClient.Authorization(signedHeaders: "host;x-amz-date"));

        Assert.Contains("'x-amz-target'", answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_DeniedKey_NamesUserActionAndResource()
    {
        await using var host = await EmulatorHost.StartAsync(EmulatorHost.Quiet with { DeniedAccessKeys = ["AKIDEXAMPLE"] });
        var arn = await host.CreateMediaAsync();

        var answer = await host.Wire.GetStreamAsync(new { streamArn = arn });

        Assert.Equal("AccessDeniedException", answer.Type);
        Assert.Contains("user/AKIDEXAMPLE is not authorized to perform: cassandra:GetStream on resource: " + arn, answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_KeyDeniedOneOperation_MayDoTheOthers()
    {
        await using var host = await EmulatorHost.StartAsync();
        var arn = await host.CreateMediaAsync();
        await host.PostAsync("/denied", new { accessKey = "AKIDEXAMPLE", operation = "GetRecords" });
        var iterator = await host.Wire.IteratorAsync(arn, await host.Wire.FirstShardAsync(arn));

        var denied = await host.Wire.GetRecordsAsync(iterator);
        await host.DeleteAsync("/denied");
        var allowed = await host.Wire.GetRecordsAsync(iterator);

        Assert.Equal("AccessDeniedException", denied.Type);
        Assert.Equal(200, allowed.Status);
    }

    [Fact]
    public async Task Call_Answered_CarriesARequestIdOfItsOwn()
    {
        await using var host = await EmulatorHost.StartAsync();

        var first = (await host.Wire.ListStreamsAsync()).Headers.GetValues("x-amzn-RequestId").Single();
        var second = (await host.Wire.ListStreamsAsync()).Headers.GetValues("x-amzn-RequestId").Single();

        Assert.True(Guid.TryParse(first, out _));
        Assert.NotEqual(first, second);
    }
}
