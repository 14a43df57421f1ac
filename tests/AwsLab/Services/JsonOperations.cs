using System.Text.Json;
using KeyspacesStreamer.AwsLab.Policies;
using KeyspacesStreamer.AwsLab.Refusals;

namespace KeyspacesStreamer.AwsLab.Services;

/// <summary>From a request in AWS JSON to what it needs.</summary>
/// <param name="place">Region and account.</param>
/// <param name="iterators">Which stream an iterator reads.</param>
internal sealed class JsonOperations(LabPlace place, StreamIterators iterators)
{
    private static readonly Dictionary<LabService, string> Targets = new()
    {
        [LabService.DynamoDb] = "DynamoDB_20120810",
        [LabService.Streams] = "KeyspacesStreams",
        [LabService.Keyspaces] = "KeyspacesService",
        [LabService.Ecr] = "AmazonEC2ContainerRegistry_V20150921",
    };

    private static readonly string[] BatchOperations = ["BatchGetItem", "BatchWriteItem"];

    /// <exception cref="RefusedException">There is no such operation, or its input names no resource.</exception>
    public RequestedOperation Of(LabService service, string target, JsonElement input, string account, ContextKeys context)
    {
        var dot = target.LastIndexOf('.');
        if (dot < 0 || target[..dot] != Targets[service])
        {
            throw new RefusedException(RefusalKind.UnknownOperation, $"X-Amz-Target {target} is none of this service.");
        }

        var name = target[(dot + 1)..];
        var actions = service switch
        {
            LabService.DynamoDb => OfDynamoDb(name, input, account, context),
            LabService.Streams => [new RequestedAction($"cassandra:{name}", StreamOf(name, input), context)],
            LabService.Keyspaces => OfKeyspaces(name, input, account, context),
            LabService.Ecr => OfEcr(name, input, account, context),
            _ => throw new ArgumentOutOfRangeException(nameof(service), service, "A service that does not speak AWS JSON."),
        };
        return new RequestedOperation(name, [.. actions]);
    }

    // ListStreams has no resource type.
    private string StreamOf(string name, JsonElement input) => name switch
    {
        "ListStreams" => "*",
        "GetRecords" => iterators.StreamOf(Text(input, "shardIterator")),
        _ => Text(input, "streamArn"),
    };

    // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html
    private IEnumerable<RequestedAction> OfDynamoDb(string name, JsonElement input, string account, ContextKeys context)
    {
        if (BatchOperations.Contains(name))
        {
            return Member(input, "RequestItems").EnumerateObject().Select(table => new RequestedAction($"dynamodb:{name}", TableArn(table.Name, account), context));
        }

        if (name == "ListTables")
        {
            return [new RequestedAction("dynamodb:ListTables", "*", context)];
        }

        if (Find(input, "ResourceArn") is { } arn)
        {
            return [new RequestedAction($"dynamodb:{name}", arn, WithTags(input, "Tags", context))];
        }

        var table = TableArn(Text(input, "TableName"), account);
        context = WithTags(input, "Tags", context);
        var resource = Find(input, "IndexName") is { } index ? $"{table}/index/{index}" : table;
        var action = new RequestedAction($"dynamodb:{name}", resource, context);
        return name == "CreateTable" && HasAny(input, "Tags") ? [action, new RequestedAction("dynamodb:TagResource", table, context)] : [action];
    }

    // https://docs.aws.amazon.com/keyspaces/latest/APIReference/API_GetTable.html: the table, and the system keyspaces.
    private IEnumerable<RequestedAction> OfKeyspaces(string name, JsonElement input, string account, ContextKeys context)
    {
        const string Select = "cassandra:Select";
        var own = name switch
        {
            "GetTable" => $"/keyspace/{Text(input, "keyspaceName")}/table/{Text(input, "tableName")}",
            "GetType" or "ListTypes" or "GetKeyspace" or "ListTables" => $"/keyspace/{Text(input, "keyspaceName")}/",
            _ => throw new RefusedException(RefusalKind.UnknownOperation, $"The lab does not know what {name} of Amazon Keyspaces needs."),
        };
        return [new RequestedAction(Select, place.Arn("cassandra", own, account), context), new RequestedAction(Select, place.Arn("cassandra", "/keyspace/system*", account), context)];
    }

    private IEnumerable<RequestedAction> OfEcr(string name, JsonElement input, string account, ContextKeys context) => name switch
    {
        "GetAuthorizationToken" => [new RequestedAction("ecr:GetAuthorizationToken", "*", context)],
        "DescribeImages" or "BatchGetImage" or "ListImages" =>
            [new RequestedAction($"ecr:{name}", place.Arn("ecr", $"repository/{Text(input, "repositoryName")}", Find(input, "registryId") ?? account), context)],
        _ => throw new RefusedException(RefusalKind.UnknownOperation, $"The lab does not know what {name} of Amazon ECR needs."),
    };

    private string TableArn(string name, string account) =>
        name.StartsWith("arn:", StringComparison.Ordinal) ? name : place.Arn("dynamodb", $"table/{name}", account);

    private static ContextKeys WithTags(JsonElement input, string member, ContextKeys context)
    {
        if (!HasAny(input, member))
        {
            return context;
        }

        var tags = input.GetProperty(member).EnumerateArray().Select(tag => (Key: Text(tag, "Key"), Value: Find(tag, "Value"))).ToList();
        return tags.Aggregate(context.With("aws:TagKeys", [.. tags.Select(tag => tag.Key)]), (keys, tag) => keys.With($"aws:RequestTag/{tag.Key}", tag.Value));
    }

    private static bool HasAny(JsonElement input, string member) =>
        input.TryGetProperty(member, out var list) && list.ValueKind == JsonValueKind.Array && list.GetArrayLength() > 0;

    private static JsonElement Member(JsonElement input, string member) =>
        input.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.Object ? value : throw Missing(member);

    private static string Text(JsonElement input, string member) => Find(input, member) ?? throw Missing(member);

    private static string? Find(JsonElement input, string member) =>
        input.ValueKind == JsonValueKind.Object && input.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static RefusedException Missing(string member) => new(RefusalKind.Malformed, $"The input has no {member}.");
}
