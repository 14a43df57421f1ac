using System.Text.Json;
using KeyspacesStreamer.AwsLab.Policies;
using KeyspacesStreamer.AwsLab.Refusals;
using KeyspacesStreamer.AwsLab.Services;
using Microsoft.AspNetCore.Http;

namespace KeyspacesStreamer.AwsLab.Tests.Services;

public sealed class NeededActionsTests
{
    private static readonly LabPlace Place = new("us-east-1", "111122223333");

    [Theory]
    [InlineData("PUT", "/data/a%20b.json", "", "PutObject", "s3:PutObject arn:aws:s3:::bucket/data/a b.json")]
    [InlineData("PUT", "/a", "x-amz-tagging: k=v", "PutObject", "s3:PutObject arn:aws:s3:::bucket/a,s3:PutObjectTagging arn:aws:s3:::bucket/a")]
    [InlineData("PUT", "/a", "x-amz-server-side-encryption: aws:kms|x-amz-server-side-encryption-aws-kms-key-id: k1", "PutObject", "s3:PutObject arn:aws:s3:::bucket/a,kms:GenerateDataKey arn:aws:kms:us-east-1:111122223333:key/k1")]
    [InlineData("PUT", "/a", "x-amz-server-side-encryption: aws:kms", "PutObject", "s3:PutObject arn:aws:s3:::bucket/a")]
    [InlineData("HEAD", "/a", "", "HeadObject", "s3:GetObject arn:aws:s3:::bucket/a")]
    [InlineData("GET", "/a", "", "GetObject", "s3:GetObject arn:aws:s3:::bucket/a")]
    [InlineData("DELETE", "/a", "", "DeleteObject", "s3:DeleteObject arn:aws:s3:::bucket/a")]
    [InlineData("HEAD", "/", "", "HeadBucket", "s3:ListBucket arn:aws:s3:::bucket")]
    [InlineData("GET", "/?list-type=2&prefix=data", "", "ListObjectsV2", "s3:ListBucket arn:aws:s3:::bucket")]
    [InlineData("POST", "/a?uploads", "x-amz-tagging: k=v", "CreateMultipartUpload", "s3:PutObject arn:aws:s3:::bucket/a,s3:PutObjectTagging arn:aws:s3:::bucket/a")]
    [InlineData("PUT", "/a?partNumber=1&uploadId=u", "", "UploadPart", "s3:PutObject arn:aws:s3:::bucket/a")]
    public void Of_S3Request_NamesWhatItNeeds(string method, string target, string headers, string name, string expected)
    {
        var request = new DefaultHttpContext().Request;
        var path = target.Split('?');
        request.QueryString = path.Length == 2 ? new QueryString("?" + path[1]) : default;
        foreach (var header in headers.Split('|', StringSplitOptions.RemoveEmptyEntries).Select(header => header.Split(": ")))
        {
            request.Headers[header[0]] = header[1];
        }

        var operation = new S3Operations(new KmsKeys(Place)).Of(method, S3Address.Of("bucket", path[0]), request.Query, request.Headers, new ContextKeys());

        Assert.Equal(name, operation.Name);
        Assert.Equal(expected, Text(operation));
    }

    [Fact]
    public void Of_PathStyleAddress_IsTheSameObject() =>
        Assert.Equal(S3Address.Of("bucket", "/a/b"), S3Address.Of(null, "/bucket/a/b"));

    [Fact]
    public void Of_KeyByAlias_IsFoundByItsAlias()
    {
        var keys = new KmsKeys(Place);
        var action = keys.Use("kms:GenerateDataKey", "alias/mine", new ContextKeys());
        const string Statement = """
            {"Effect":"Allow","Action":["kms:GenerateDataKey"],"Resource":"arn:aws:kms:us-east-1:111122223333:key/*",
             "Condition":{"StringEquals":{"kms:ViaService":"s3.us-east-1.amazonaws.com"},"ForAnyValue:StringEquals":{"kms:ResourceAliases":"alias/mine"}}}
            """;

        Assert.True(Policies.PolicyText.Judge(Statement, action.Action, action.Resource, action.Keys).IsAllowed);
        Assert.False(Policies.PolicyText.Judge(Statement.Replace("alias/mine", "alias/other", StringComparison.Ordinal), action.Action, action.Resource, action.Keys).IsAllowed);
    }

    [Theory]
    [InlineData("DynamoDb", "DynamoDB_20120810.UpdateTable", """{"TableName":"t","DeletionProtectionEnabled":false}""", "dynamodb:UpdateTable arn:aws:dynamodb:us-east-1:111122223333:table/t")]
    [InlineData("DynamoDb", "DynamoDB_20120810.DescribeContinuousBackups", """{"TableName":"t"}""", "dynamodb:DescribeContinuousBackups arn:aws:dynamodb:us-east-1:111122223333:table/t")]
    [InlineData("DynamoDb", "DynamoDB_20120810.UpdateContinuousBackups", """{"TableName":"t","PointInTimeRecoverySpecification":{"PointInTimeRecoveryEnabled":true}}""", "dynamodb:UpdateContinuousBackups arn:aws:dynamodb:us-east-1:111122223333:table/t")]
    [InlineData("DynamoDb", "DynamoDB_20120810.GetItem", """{"TableName":"t"}""", "dynamodb:GetItem arn:aws:dynamodb:us-east-1:111122223333:table/t")]
    [InlineData("DynamoDb", "DynamoDB_20120810.CreateTable", """{"TableName":"t"}""", "dynamodb:CreateTable arn:aws:dynamodb:us-east-1:111122223333:table/t")]
    [InlineData("DynamoDb", "DynamoDB_20120810.CreateTable", """{"TableName":"t","Tags":[{"Key":"a","Value":"b"}]}""", "dynamodb:CreateTable arn:aws:dynamodb:us-east-1:111122223333:table/t,dynamodb:TagResource arn:aws:dynamodb:us-east-1:111122223333:table/t")]
    [InlineData("DynamoDb", "DynamoDB_20120810.ListTagsOfResource", """{"ResourceArn":"arn:aws:dynamodb:us-east-1:1:table/t"}""", "dynamodb:ListTagsOfResource arn:aws:dynamodb:us-east-1:1:table/t")]
    [InlineData("DynamoDb", "DynamoDB_20120810.Query", """{"TableName":"t","IndexName":"i"}""", "dynamodb:Query arn:aws:dynamodb:us-east-1:111122223333:table/t/index/i")]
    [InlineData("Streams", "KeyspacesStreams.ListStreams", "{}", "cassandra:ListStreams *")]
    [InlineData("Streams", "KeyspacesStreams.GetStream", """{"streamArn":"arn:aws:cassandra:us-east-1:1:/keyspace/k/table/t/stream/l"}""", "cassandra:GetStream arn:aws:cassandra:us-east-1:1:/keyspace/k/table/t/stream/l")]
    [InlineData("Keyspaces", "KeyspacesService.GetTable", """{"keyspaceName":"k","tableName":"t"}""", "cassandra:Select arn:aws:cassandra:us-east-1:111122223333:/keyspace/k/table/t,cassandra:Select arn:aws:cassandra:us-east-1:111122223333:/keyspace/system*")]
    [InlineData("Keyspaces", "KeyspacesService.GetType", """{"keyspaceName":"k","typeName":"\"T\""}""", "cassandra:Select arn:aws:cassandra:us-east-1:111122223333:/keyspace/k/,cassandra:Select arn:aws:cassandra:us-east-1:111122223333:/keyspace/system*")]
    [InlineData("Ecr", "AmazonEC2ContainerRegistry_V20150921.DescribeImages", """{"registryId":"444455556666","repositoryName":"r"}""", "ecr:DescribeImages arn:aws:ecr:us-east-1:444455556666:repository/r")]
    public void Of_JsonRequest_NamesWhatItNeeds(string service, string target, string input, string expected)
    {
        using var document = JsonDocument.Parse(input);

        var operation = new JsonOperations(Place, new StreamIterators(TimeProvider.System)).Of(Enum.Parse<LabService>(service), target, document.RootElement, Place.Account, new ContextKeys());

        Assert.Equal(expected, Text(operation));
    }

    [Fact]
    public void Judge_GetTable_NeedsTheTableAndTheSystemKeyspaces()
    {
        using var document = JsonDocument.Parse("""{"keyspaceName":"k","tableName":"t"}""");
        var operation = new JsonOperations(Place, new StreamIterators(TimeProvider.System)).Of(LabService.Keyspaces, "KeyspacesService.GetTable", document.RootElement, Place.Account, new ContextKeys());
        const string Table = "arn:aws:cassandra:us-east-1:111122223333:/keyspace/k/table/t";
        const string System = "arn:aws:cassandra:us-east-1:111122223333:/keyspace/system*";

        Assert.Equal([true, false], Judged(operation, Table));
        Assert.Equal([false, true], Judged(operation, System));
        Assert.Equal([true, true], Judged(operation, $"{Table}\",\"{System}"));
        Assert.Equal([false, false], Judged(operation, "arn:aws:cassandra:us-east-1:111122223333:/keyspace/system_schema/*"));
    }

    [Theory]
    [InlineData("Streams", "KeyspacesService.GetTable")]
    [InlineData("Ecr", "AmazonEC2ContainerRegistry_V20150921.PutImage")]
    public void Of_OperationOfAnotherService_IsUnknown(string service, string target)
    {
        using var document = JsonDocument.Parse("{}");

        var refused = Assert.Throws<RefusedException>(() => new JsonOperations(Place, new StreamIterators(TimeProvider.System)).Of(Enum.Parse<LabService>(service), target, document.RootElement, Place.Account, new ContextKeys()));

        Assert.Equal(RefusalKind.UnknownOperation, refused.Kind);
    }

    private static IEnumerable<bool> Judged(RequestedOperation operation, string resources) => operation.Actions.Select(action => Policies.PolicyText.Judge(
        $$"""{"Effect":"Allow","Action":"cassandra:Select","Resource":["{{resources}}"]}""", action.Action, action.Resource, action.Keys).IsAllowed);

    private static string Text(RequestedOperation operation) => string.Join(',', operation.Actions.Select(action => $"{action.Action} {action.Resource}"));
}
