using KeyspacesStreamer.StreamsEmulator.Tests.Hosting;

namespace KeyspacesStreamer.StreamsEmulator.Tests.Wire;

public sealed class ValidationTests
{
    private const string Arn = "arn:aws:cassandra:us-east-1:123456789012:/keyspace/a/table/b/stream/2026-01-01T00:00:00.000";
    private const string Shard = "shardId-00000001767225600123-a1b2c3d4";

    [Theory]
    [InlineData("ListStreams", """{"keyspaceName":"a-b"}""", "Value 'a-b' at 'keyspaceName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9][a-zA-Z0-9_]{0,47}")]
    [InlineData("ListStreams", """{"keyspaceName":""}""", "Value '' at 'keyspaceName'")]
    [InlineData("ListStreams", """{"tableName":"b"}""", "'tableName' needs 'keyspaceName'")]
    [InlineData("ListStreams", """{"maxResults":0}""", "Value '0' at 'maxResults' failed to satisfy constraint: Member must have value greater than or equal to 1")]
    [InlineData("ListStreams", """{"maxResults":101}""", "Member must have value less than or equal to 100")]
    [InlineData("ListStreams", """{"nextToken":"short"}""", "Member must have length greater than or equal to 80")]
    [InlineData("GetStream", "{}", "1 validation error detected: Value null at 'streamArn' failed to satisfy constraint: Member must not be null")]
    [InlineData("GetStream", """{"streamArn":"arn"}""", "Value 'arn' at 'streamArn' failed to satisfy constraint: Member must have length greater than or equal to 37")]
    [InlineData("GetStream", $$"""{"streamArn":"{{Arn}}","maxResults":101}""", "'maxResults'")]
    [InlineData("GetStream", $$$"""{"streamArn":"{{{Arn}}}","shardFilter":{"type":"PARENTS","shardId":"{{{Shard}}}"}}""", "Value 'PARENTS' at 'shardFilter.type' failed to satisfy constraint: Member must satisfy enum value set: [CHILD_SHARDS]")]
    [InlineData("GetShardIterator", "{}", "3 validation errors detected")]
    [InlineData("GetShardIterator", $$"""{"streamArn":"{{Arn}}","shardId":"shard","shardIteratorType":"LATEST"}""", "Member must have length greater than or equal to 28")]
    [InlineData("GetShardIterator", $$"""{"streamArn":"{{Arn}}","shardId":"{{Shard}}","shardIteratorType":"AT_TIMESTAMP"}""", "Member must satisfy enum value set: [TRIM_HORIZON, LATEST, AT_SEQUENCE_NUMBER, AFTER_SEQUENCE_NUMBER]")]
    [InlineData("GetShardIterator", $$"""{"streamArn":"{{Arn}}","shardId":"{{Shard}}","shardIteratorType":"AT_SEQUENCE_NUMBER"}""", "null at 'sequenceNumber'")]
    [InlineData("GetShardIterator", $$"""{"streamArn":"{{Arn}}","shardId":"{{Shard}}","shardIteratorType":"AT_SEQUENCE_NUMBER","sequenceNumber":"12"}""", "Member must have length greater than or equal to 21")]
    [InlineData("GetRecords", "{}", "Value null at 'shardIterator'")]
    [InlineData("GetRecords", """{"shardIterator":"x","maxResults":1001}""", "Member must have value less than or equal to 1000")]
    [InlineData("GetRecords", """{"shardIterator":"x"}""", "Invalid ShardIterator")]
    public async Task Request_OutsideTheModel_IsInvalidFormatNamingMemberAndValue(string operation, string body, string expected)
    {
        await using var host = await EmulatorHost.StartAsync();

        var answer = await host.Wire.SendAsync($"KeyspacesStreams.{operation}", body, WireClient.Authorization());

        Assert.Equal("400 ValidationException InvalidFormat", $"{answer.Status} {answer.Type} {answer.ErrorCode}");
        Assert.Contains(expected, answer.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("KeyspacesStreams.GetRecords", "{", "SerializationException")]
    [InlineData("KeyspacesStreams.GetRecords", "[]", "SerializationException")]
    [InlineData("KeyspacesStreams.GetRecords", """{"shardIterator":"\ud800"}""", "SerializationException")]
    [InlineData("KeyspacesStreams.GetStream", """{"streamArn":"x","\udc00eamArn":1}""", "SerializationException")]
    [InlineData("KeyspacesStreams.GetRecords", """{"shardIterator":7}""", "SerializationException")]
    [InlineData("KeyspacesStreams.GetRecords", """{"shardIterator":"x","maxResults":"7"}""", "SerializationException")]
    [InlineData("KeyspacesStreams.PutRecords", "{}", "UnknownOperationException", 404)]
    [InlineData("KeyspacesStreams.GetStream", $$"""{"streamArn":"{{Arn}}"}""", "ResourceNotFoundException")]
    [InlineData("KeyspacesStreams.GetShardIterator", $$"""{"streamArn":"{{Arn}}","shardId":"{{Shard}}","shardIteratorType":"LATEST"}""", "ResourceNotFoundException")]
    [InlineData("KeyspacesService.GetTable", """{"keyspaceName":"a","tableName":"b"}""", "ResourceNotFoundException")]
    public async Task Request_NotUnderstoodOrAboutNothing_IsRefusedByType(string target, string body, string expected, int status = 400)
    {
        await using var host = await EmulatorHost.StartAsync();

        var answer = await host.Wire.SendAsync(target, body, WireClient.Authorization());

        Assert.Equal($"{status} {expected}", $"{answer.Status} {answer.Type}");
    }

    [Fact]
    public async Task GetShardIterator_UnknownShardOfAKnownStream_IsNotFound()
    {
        await using var host = await EmulatorHost.StartAsync();
        var arn = await host.CreateMediaAsync();

        var answer = await host.Wire.GetShardIteratorAsync(new { streamArn = arn, shardId = Shard, shardIteratorType = "LATEST" });

        Assert.Equal("ResourceNotFoundException", answer.Type);
        Assert.Contains(Shard, answer.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("111111100000000000000001")]
    [InlineData("999999999999999999999999999999")]
    public async Task GetShardIterator_NumberOutsideOfTheShard_IsInvalidFormat(string number)
    {
        await using var host = await EmulatorHost.StartAsync();
        var arn = await host.CreateMediaAsync();
        await host.InsertAsync(rows: 1);

        var answer = await host.Wire.GetShardIteratorAsync(new
        {
            streamArn = arn, shardId = await host.Wire.FirstShardAsync(arn), shardIteratorType = "AT_SEQUENCE_NUMBER", sequenceNumber = number,
        });

        Assert.Equal("InvalidFormat", answer.ErrorCode);
        Assert.Contains(number, answer.Message, StringComparison.Ordinal);
    }
}
