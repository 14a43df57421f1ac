using System.Text;
using Amazon.Runtime;
using KeyspacesStreamer.Operator.Aws;
using KeyspacesStreamer.Operator.Aws.Streams;
using KeyspacesStreamer.Testing.Objects;

namespace KeyspacesStreamer.Operator.Tests.Aws.Streams;

/// <summary>GetTable tells the latest stream and whether the table exists; without that permission the streams are listed.</summary>
public sealed class TableLookupTests(EmulatorServer emulator) : IClassFixture<EmulatorServer>, IDisposable
{
    private const string Arn = "arn:aws:cassandra:us-east-1:123456789012:/keyspace/media/table/one/stream/2026-11-02T08:15:30.123";

    private readonly AwsClients _clients = LoopbackEndpoints.NewClients(new BasicAWSCredentials("key", "secret"));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("ENABLED")]
    [InlineData("Enabled")]
    public async Task FindLatest_CdcOn_AsksForTheTableOnly(string status)
    {
        await using var tables = new S3Stub(new S3StubAnswer(
            200,
            $$$"""{"keyspaceName":"media","tableName":"one","status":"ACTIVE","latestStreamArn":"{{{Arn}}}","cdcSpecification":{"status":"{{{status}}}","viewType":"NEW_IMAGE"}}"""));

        var found = await CatalogOn(tables).FindLatestAsync(Address("one"), Stop);

        Assert.Equal(new TableStreams { TableExists = true, Latest = new FoundStream { Arn = Arn, State = StreamState.Enabled, ViewType = "NEW_IMAGE" } }, found);
        var request = Assert.Single(tables.Requests);
        Assert.Equal("KeyspacesService.GetTable", request.Headers["x-amz-target"]);
        Assert.Equal("application/x-amz-json-1.0", request.Headers["content-type"]);
        Assert.Contains("/us-east-1/cassandra/aws4_request", request.Headers["authorization"], StringComparison.Ordinal);
        Assert.Equal("""{"keyspaceName":"media","tableName":"one"}""", Encoding.UTF8.GetString(request.Body));
    }

    [Fact]
    public async Task FindLatest_NoTable_SaysSo()
    {
        await using var tables = new S3Stub(Refusal(400, "ResourceNotFoundException"));

        var found = await CatalogOn(tables).FindLatestAsync(Address("one"), Stop);

        Assert.Equal(new TableStreams { TableExists = false }, found);
    }

    [Fact]
    public async Task FindLatest_CdcNeverOn_HasNoStream()
    {
        await using var tables = new S3Stub(new S3StubAnswer(200, """{"keyspaceName":"media","tableName":"one","status":"ACTIVE"}"""));

        var found = await CatalogOn(tables).FindLatestAsync(Address("one"), Stop);

        Assert.Equal(new TableStreams { TableExists = true }, found);
    }

    [Fact]
    public async Task FindLatest_CdcOffAndStreamGone_HasNoStream()
    {
        await using var tables = new S3Stub(new S3StubAnswer(
            200, $$$"""{"keyspaceName":"media","tableName":"one","latestStreamArn":"{{{Arn}}}","cdcSpecification":{"status":"DISABLED"}}"""));

        var found = await CatalogOn(tables).FindLatestAsync(Address("one"), Stop);

        Assert.Equal(new TableStreams { TableExists = true }, found);
    }

    [Fact]
    public async Task FindLatest_TableDenied_ListsStreams()
    {
        var report = await emulator.PostAsync(
            "/tables", new { keyspace = "media", table = "listed", columns = new { id = "text" }, partitionKey = new[] { "id" } }, Stop);
        await using var tables = new S3Stub(Refusal(400, "AccessDeniedException"));

        var found = await CatalogOn(tables).FindLatestAsync(Address("listed"), Stop);

        Assert.Null(found.TableExists);
        Assert.Equal(report.GetProperty("streams")[0].GetProperty("streamArn").GetString(), found.Latest?.Arn);
    }

    [Fact]
    public async Task FindLatest_BothDenied_NamesBothPermissions()
    {
        await emulator.PostAsync("/denied", new { accessKey = "nobody" }, Stop);
        using var clients = LoopbackEndpoints.NewClients(new BasicAWSCredentials("nobody", "secret"));
        await using var tables = new S3Stub(Refusal(400, "AccessDeniedException"));
        var catalog = new StreamCatalog(TimeProvider.System, clients, tables.Endpoint);

        var denial = await Assert.ThrowsAsync<AwsCallException>(() => catalog.FindLatestAsync(Address("one"), Stop));

        Assert.Equal(AwsFaultKind.Denied, denial.Kind);
        Assert.Contains("AWS denied cassandra:Select on arn:aws:cassandra:us-east-1:*:/keyspace/media/table/one and arn:aws:cassandra:us-east-1:*:/keyspace/system*:", denial.Message, StringComparison.Ordinal);
        Assert.Contains("AWS denied cassandra:ListStreams on *:", denial.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FindLatest_DeniedOnTheSystemKeyspacesAlone_NamesThemToo()
    {
        await emulator.PostAsync("/denied", new { accessKey = "halfway", operation = "GetTable", resource = "arn:aws:cassandra:us-east-1:123456789012:/keyspace/system*" }, Stop);
        await emulator.PostAsync("/denied", new { accessKey = "halfway", operation = "ListStreams" }, Stop);
        using var clients = LoopbackEndpoints.NewClients(new BasicAWSCredentials("halfway", "secret"));
        var catalog = new StreamCatalog(TimeProvider.System, clients, emulator.Endpoint);

        var denial = await Assert.ThrowsAsync<AwsCallException>(() => catalog.FindLatestAsync(Address("one"), Stop));

        Assert.Contains("cassandra:Select on arn:aws:cassandra:us-east-1:*:/keyspace/media/table/one and arn:aws:cassandra:us-east-1:*:/keyspace/system*:", denial.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FindLatest_Throttled_DoesNotListStreams()
    {
        await using var tables = new S3Stub(Refusal(400, "ThrottlingException"), Refusal(400, "ThrottlingException"));

        var throttling = await Assert.ThrowsAsync<AwsCallException>(() => CatalogOn(tables).FindLatestAsync(Address("one"), Stop));

        Assert.Equal(AwsFaultKind.Throttled, throttling.Kind);
    }

    [Fact]
    public async Task FindColumns_TableOfTheEmulator_AreThoseOfItsSchema()
    {
        await emulator.PostAsync(
            "/tables",
            new { keyspace = "media", table = "wide", columns = new { id = "text", seq = "int", owner = "text", region = "text" }, partitionKey = new[] { "id" }, clusteringKey = new[] { "seq" }, @static = new[] { "owner" }, viewType = "KEYS_ONLY" },
            Stop);

        var columns = await new StreamCatalog(TimeProvider.System, _clients, emulator.Endpoint).FindColumnsAsync(Address("wide"), Stop);

        Assert.NotNull(columns);
        Assert.Equal(
            ("id,owner,region,seq", "id,seq", "KEYS_ONLY"), (string.Join(',', columns.Names.Order(StringComparer.Ordinal)), string.Join(',', columns.Keys), columns.ViewType));
    }

    [Theory]
    [InlineData(400, "AccessDeniedException")]
    [InlineData(400, "ResourceNotFoundException")]
    public async Task FindColumns_TableDeniedOrMissing_AreNotKnown(int status, string code)
    {
        await using var tables = new S3Stub(Refusal(status, code));

        Assert.Null(await CatalogOn(tables).FindColumnsAsync(Address("one"), Stop));
    }

    [Fact]
    public async Task FindColumns_AnswerWithoutSchema_AreNotKnown()
    {
        await using var tables = new S3Stub(new S3StubAnswer(200, """{"keyspaceName":"media","tableName":"one","status":"ACTIVE"}"""));

        Assert.Null(await CatalogOn(tables).FindColumnsAsync(Address("one"), Stop));
    }

    [Fact]
    public async Task FindColumns_StreamsHaveAnAddressAndTablesNone_AreNotAskedFor() =>
        Assert.Null(await new StreamCatalog(TimeProvider.System, _clients, tablesEndpoint: null).FindColumnsAsync(Address("one"), Stop));

    [Fact]
    public async Task FindSchema_KeysMissingFromAllColumnsAndTypesTwice_AreReadAllTheSame()
    {
        await using var tables = new S3Stub(new S3StubAnswer(
            200,
            """
            {"creationTimestamp":1.5,"schemaDefinition":{"allColumns":[{"name":"b","type":"list<frozen<pair>>"},{"name":"a","type":"pair"},{"name":"a","type":"int"},{"type":"int"}],"partitionKeys":[{"name":"id"}],"clusteringKeys":[{"name":"seq","type":"int"}]}}
            """),
            new S3StubAnswer(200, """{"fieldDefinitions":[{"name":"x","type":"int"},{"name":"x","type":"text"},{"name":"y"}]}"""));

        var schema = await CatalogOn(tables).FindSchemaAsync(Address("one"), Stop);

        Assert.Equal(["id untold PartitionKey", "seq int ClusteringKey", "a pair Regular", "b list<frozen<pair>> Regular"], schema?.Columns.Select(column => $"{column.Name} {column.Type} {column.Kind}"));
        Assert.Equal(["x int", "y untold"], Assert.Single(schema?.Types ?? []).Fields.Select(field => $"{field.Name} {field.Type}"));
        Assert.Equal(["KeyspacesService.GetTable", "KeyspacesService.GetType"], tables.Requests.Select(request => request.Headers["x-amz-target"]));
        Assert.Equal("""{"keyspaceName":"media","typeName":"pair"}""", Encoding.UTF8.GetString(tables.Requests[1].Body));
    }

    [Fact]
    public async Task FindSchema_Again_AsksForNoTypeTwiceAsLongAsItIsTheSameTable()
    {
        static string Table(int created) => $$$"""{"creationTimestamp":{{{created}}},"schemaDefinition":{"allColumns":[{"name":"id","type":"Pair"}],"partitionKeys":[{"name":"id"}]}}""";
        var pair = new S3StubAnswer(200, """{"fieldDefinitions":[{"name":"x","type":"int"}]}""");
        await using var tables = new S3Stub(new S3StubAnswer(200, Table(1)), pair, new S3StubAnswer(200, Table(1)), new S3StubAnswer(200, Table(2)), pair);
        var catalog = CatalogOn(tables);

        for (var round = 0; round < 3; round++)
        {
            Assert.Equal("pair", Assert.Single((await catalog.FindSchemaAsync(Address("one"), Stop))?.Types ?? []).Name);
        }

        Assert.Equal(["GetTable", "GetType", "GetTable", "GetTable", "GetType"], tables.Requests.Select(request => request.Headers["x-amz-target"].Split('.')[1]));
    }

    [Theory]
    [InlineData("GetTable", "/keyspace/media/table/schema", "table/schema and arn:aws:cassandra:us-east-1:*:/keyspace/system*:")]
    [InlineData("GetTable", "/keyspace/system*", "table/schema and arn:aws:cassandra:us-east-1:*:/keyspace/system*:")]
    [InlineData("GetType", "/keyspace/media/", "/keyspace/media/ and arn:aws:cassandra:us-east-1:*:/keyspace/system*:")]
    public async Task FindSchema_Denied_NamesTheRightOnBothResources(string operation, string resource, string named)
    {
        await emulator.PostAsync("/tables", new { keyspace = "media", table = $"schema{operation.Length}{resource.Length}", columns = new { id = "frozen<spot>" }, partitionKey = new[] { "id" }, types = new { spot = new { x = "int" } } }, Stop);
        var key = $"schema{operation.Length}{resource.Length}";
        await emulator.PostAsync("/denied", new { accessKey = key, operation, resource = $"arn:aws:cassandra:us-east-1:123456789012:{resource.Replace("table/schema", $"table/{key}", StringComparison.Ordinal)}" }, Stop);
        using var clients = LoopbackEndpoints.NewClients(new BasicAWSCredentials(key, "secret"));

        var denial = await Assert.ThrowsAsync<AwsCallException>(() => new StreamCatalog(TimeProvider.System, clients, emulator.Endpoint).FindSchemaAsync(Address(key), Stop));

        Assert.Equal(AwsFaultKind.Denied, denial.Kind);
        Assert.StartsWith("AWS denied cassandra:Select on arn:aws:cassandra:us-east-1:*:/keyspace/media/", denial.Message, StringComparison.Ordinal);
        Assert.Contains(named.Replace("table/schema", $"table/{key}", StringComparison.Ordinal), denial.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FindSchema_AnswerWithoutKeys_IsRefused()
    {
        await using var tables = new S3Stub(new S3StubAnswer(200, """{"keyspaceName":"media","tableName":"one","status":"ACTIVE"}"""));

        var problem = await Assert.ThrowsAsync<AwsCallException>(() => CatalogOn(tables).FindSchemaAsync(Address("one"), Stop));

        Assert.Equal((AwsFaultKind.Refused, "GetTable of media.one in us-east-1 answered without the columns of the key."), (problem.Kind, problem.Message));
    }

    [Fact]
    public async Task FindSchema_StreamsHaveAnAddressAndTablesNone_SaysWhatToSet()
    {
        var problem = await Assert.ThrowsAsync<AwsCallException>(() => new StreamCatalog(TimeProvider.System, _clients, tablesEndpoint: null).FindSchemaAsync(Address("one"), Stop));

        Assert.Equal(AwsFaultKind.Refused, problem.Kind);
        Assert.EndsWith("Set its AWS_ENDPOINT_URL_KEYSPACES.", problem.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _clients.Dispose();

    private static S3StubAnswer Refusal(int status, string code) => new(status, $$"""{"__type":"com.amazonaws.keyspaces#{{code}}","message":"Said by the stub."}""");

    private StreamCatalog CatalogOn(S3Stub tables) => new(TimeProvider.System, _clients, tables.Endpoint);

    private StreamAddress Address(string table) => new() { Region = "us-east-1", Keyspace = "media", Table = table, Endpoint = emulator.Endpoint };
}
