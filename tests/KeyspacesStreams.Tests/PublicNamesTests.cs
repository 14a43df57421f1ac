using Amazon.KeyspacesStreams;
using Amazon.Runtime;

namespace KeyspacesStreamer.KeyspacesStreams.Tests;

/// <summary>The public names are those of the official package, so that it can take this project's place.</summary>
public sealed class PublicNamesTests
{
    private static readonly string[] Service =
    [
        "AmazonKeyspacesStreamsClient", "AmazonKeyspacesStreamsConfig", "AmazonKeyspacesStreamsDefaultConfiguration",
        "AmazonKeyspacesStreamsException", "IAmazonKeyspacesStreams", "IteratorPosition", "OriginType", "ShardFilterType",
        "ShardIteratorType", "StreamStatus", "StreamViewType", "ValidationExceptionType",
    ];

    private static readonly string[] Model =
    [
        "AccessDeniedException", "AmazonKeyspacesStreamsRequest", "GetRecordsRequest", "GetRecordsResponse", "GetShardIteratorRequest",
        "GetShardIteratorResponse", "GetStreamRequest", "GetStreamResponse", "IGetStreamPaginator", "IKeyspacesStreamsPaginatorFactory",
        "IListStreamsPaginator", "InternalServerException", "IteratorDescription", "KeyspacesCell", "KeyspacesCellMapDefinition",
        "KeyspacesCellValue", "KeyspacesMetadata", "KeyspacesRow", "ListStreamsRequest", "ListStreamsResponse", "Record",
        "ResourceNotFoundException", "SequenceNumberRange", "Shard", "ShardFilter", "Stream", "ThrottlingException", "ValidationException",
    ];

    [Theory]
    [InlineData("Amazon.KeyspacesStreams")]
    [InlineData("Amazon.KeyspacesStreams.Model")]
    public void Namespace_HoldsTheOfficialNamesAndNoOthers(string name)
    {
        var expected = name.EndsWith("Model", StringComparison.Ordinal) ? Model : Service;

        var found = typeof(IAmazonKeyspacesStreams).Assembly.GetExportedTypes()
            .Where(type => type.Namespace == name).Select(type => type.Name);

        Assert.Equal(expected.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Extras_StandInTheirOwnNamespace()
    {
        string[] known =
        [
            "Amazon.KeyspacesStreams", "Amazon.KeyspacesStreams.Endpoints", "Amazon.KeyspacesStreams.Internal", "Amazon.KeyspacesStreams.Model",
            "Amazon.KeyspacesStreams.Model.Internal.MarshallTransformations", "KeyspacesStreamer.RawStreams",
        ];

        var found = typeof(IAmazonKeyspacesStreams).Assembly.GetExportedTypes().Select(type => type.Namespace).Distinct();

        Assert.Equal(known, found.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Service_MakesItsClientFromBaseTypes()
    {
        using var client = Make<IAmazonKeyspacesStreams>() as AmazonKeyspacesStreamsClient;

        Assert.Equal("KeyspacesStreams", client!.Config.ServiceId);
        Assert.Equal("cassandra", client.Config.AuthenticationServiceName);
        Assert.Equal(RequestRetryMode.Standard, client.Config.RetryMode);
    }

    [Fact]
    public void Words_AreTheSameWhateverTheirOrigin()
    {
        Assert.Same(StreamStatus.ENABLED, StreamStatus.FindValue("enabled"));
        Assert.Equal(IteratorPosition.BEHIND_TIP, (IteratorPosition)"BEHIND_TIP");
        Assert.Equal("NEW", StreamViewType.FindValue("NEW").Value);
    }

    private static IAmazonService Make<TService>()
        where TService : IAmazonService
    {
        var settings = TService.CreateDefaultClientConfig();
        settings.RegionEndpoint = Amazon.RegionEndpoint.EUWest1;
        return TService.CreateDefaultServiceClient(new BasicAWSCredentials("key", "secret"), settings);
    }
}
