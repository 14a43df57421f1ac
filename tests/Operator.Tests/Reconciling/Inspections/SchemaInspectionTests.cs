using KeyspacesStreamer.Contracts.Schema;
using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Aws.Streams;
using KeyspacesStreamer.Operator.Tests.Doubles;
using k8s.Models;
using static KeyspacesStreamer.Operator.Tests.Reconciling.ReconcileFixture;

namespace KeyspacesStreamer.Operator.Tests.Reconciling.Inspections;

/// <summary>Pods of a typed shape are told the columns of the table, and are replaced when, and only when, those change.</summary>
public sealed class SchemaInspectionTests
{
    private const string Ask = nameof(IStreamCatalog.FindSchemaAsync);
    private const string Denied = "arn:aws:cassandra:eu-west-1:*:/keyspace/media/table/content and arn:aws:cassandra:eu-west-1:*:/keyspace/system*";

    private static readonly SchemaColumn[] Columns =
    [
        Column("id", "uuid", ColumnKind.PartitionKey), Column("seq", "int", ColumnKind.ClusteringKey), Column("price", "decimal"), Column("home", "frozen<\"Postal address\">"), Column("title", "text"),
    ];

    private static readonly UserType[] Types =
    [
        new() { Name = "Postal address", Fields = [new UserTypeField { Name = "city", Type = "text" }, new UserTypeField { Name = "at", Type = "frozen<point>" }] },
        new() { Name = "point", Fields = [new UserTypeField { Name = "x", Type = "double" }] },
    ];

    private readonly ReconcileFixture _fixture = new();

    public SchemaInspectionTests() => Know(Columns);

    [Fact]
    public async Task TypedShape_PodsAreToldTheSchemaInItsOrder()
    {
        await _fixture.StreamAsync(Flat);

        var schema = Told();
        Assert.Equal(["id uuid PartitionKey", "seq int ClusteringKey", "home frozen<\"Postal address\"> Regular", "price decimal Regular", "title text Regular"], schema?.Columns.Select(column => $"{column.Name} {column.Type} {column.Kind}"));
        Assert.Equal(["Postal address", "point"], schema?.Types.Select(type => type.Name));
        Assert.Equal("True StreamFound", _fixture.Words(ConditionTypes.StreamResolved));
    }

    [Fact]
    public async Task NativeShape_AsksForNoSchemaAndTellsNone()
    {
        await _fixture.StreamAsync();

        Assert.Equal(0, _fixture.Streams.Calls.CountOf(Ask));
        Assert.Null(Told());
    }

    [Fact]
    public async Task ColumnIsAdded_PodsAreReplacedOnceWithinTwoMinutes()
    {
        await _fixture.StreamAsync(Flat);
        var generation = _fixture.Deployment.Metadata.Generation;

        Know([.. Columns, Column("mood", "text")]);
        await _fixture.RunForAsync(TimeSpan.FromMinutes(1));
        var told = Told();
        await _fixture.RunForAsync(TimeSpan.FromHours(1));

        Assert.Contains("mood", told?.Columns.Select(column => column.Name) ?? []);
        Assert.Equal(generation + 1, _fixture.Deployment.Metadata.Generation);
    }

    [Fact]
    public async Task ColumnsComeInAnotherOrder_NothingIsWritten()
    {
        await _fixture.StreamAsync(Flat);

        Know([Columns[4], Columns[2], Columns[0], Columns[3], Columns[1]], Types.Reverse());
        await _fixture.RunForAsync(TimeSpan.FromHours(1));

        Assert.DoesNotContain(_fixture.NewCalls(), call => !call.StartsWith("status", StringComparison.Ordinal));
        Assert.True(_fixture.Streams.Calls.CountOf(Ask) > 60);
    }

    [Theory]
    [InlineData("Unavailable", 5)]
    [InlineData("Unavailable", 90)]
    [InlineData("Throttled", 90)]
    [InlineData("Denied", 90)]
    [InlineData("Refused", 90)]
    public async Task SchemaIsOutOfReach_PodsAreKeptAsTheyAre(string kind, int minutes)
    {
        await _fixture.StreamAsync(Flat);
        var before = (_fixture.Deployment.Metadata.Generation, _fixture.Settings);

        _fixture.Streams.Calls.FailAlways(Ask, AwsFailures.Of(kind, "cassandra:Select", Denied));
        await _fixture.RunForAsync(TimeSpan.FromMinutes(minutes));

        Assert.Equal(before, (_fixture.Deployment.Metadata.Generation, _fixture.Settings));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task OperatorRestartsWhileTheSchemaIsOutOfReach_PodsAreKeptAsTheyAre(bool isTableMissing)
    {
        await _fixture.StreamAsync(Flat);
        var before = (_fixture.Deployment.Metadata.Generation, _fixture.Settings);

        _fixture.Streams.Schemas.Clear();
        if (!isTableMissing)
        {
            _fixture.Streams.Calls.FailAlways(Ask, AwsFailures.Unavailable());
        }

        _fixture.Restart();
        await _fixture.RunForAsync(TimeSpan.FromHours(1));

        Assert.Equal(before, (_fixture.Deployment.Metadata.Generation, _fixture.Settings));
    }

    [Fact]
    public async Task OperatorRestartsWhileTheSchemaIsOutOfReach_AChangedSpecIsFollowedWithTheSchemaThatWasTold()
    {
        await _fixture.StreamAsync(Flat);
        _fixture.Streams.Calls.FailAlways(Ask, AwsFailures.Unavailable());
        _fixture.Restart();

        _fixture.ChangeSpec(spec => spec with { Destination = spec.Destination with { Prefix = "raw/" } });
        await _fixture.RunForAsync(TimeSpan.FromMinutes(1));

        Assert.Contains("\"prefix\": \"raw/\"", _fixture.Settings, StringComparison.Ordinal);
        Assert.Equal(5, Told()?.Columns.Count);
    }

    [Fact]
    public async Task SettingsAreDeletedWhileTheSchemaIsOutOfReach_TheyAreMadeAgainWithIt()
    {
        await _fixture.StreamAsync(Flat);
        var before = _fixture.Settings;
        _fixture.Streams.Calls.FailAlways(Ask, AwsFailures.Unavailable());

        _fixture.World.Delete<V1ConfigMap>(Key with { Name = "media-settings" });
        await _fixture.RunForAsync(TimeSpan.FromHours(1));

        Assert.Equal(before, _fixture.Settings);
    }

    [Fact]
    public async Task RunningStreamGetsATypedShapeWhileTheSchemaIsOutOfReach_PodsAreKeptAndFollowLater()
    {
        await _fixture.StreamAsync();
        _fixture.Streams.Calls.FailAlways(Ask, AwsFailures.Denied("cassandra:Select", Denied));
        var before = (_fixture.Deployment.Metadata.Generation, _fixture.Settings);

        _fixture.ChangeSpec(Flat);
        await _fixture.RunForAsync(TimeSpan.FromMinutes(30));
        var during = (_fixture.Deployment.Metadata.Generation, _fixture.Settings);
        _fixture.Streams.Calls.Mend(Ask);
        await _fixture.RunForAsync(TimeSpan.FromMinutes(3));

        Assert.Equal(before, during);
        Assert.Equal(5, Told()?.Columns.Count);
    }

    [Fact]
    public async Task Denied_TheConditionNamesTheRightOnBothResourcesAndNoPodsStart()
    {
        _fixture.Streams.Calls.FailAlways(Ask, AwsFailures.Denied("cassandra:Select", Denied));
        _fixture.Add(Flat);

        await _fixture.UntilAsync(ConditionTypes.StreamResolved, "False AccessDenied");
        await _fixture.RunForAsync(TimeSpan.FromMinutes(5));

        Assert.Equal($"AWS denied cassandra:Select on {Denied}: allow it to the operator's role.", _fixture.Message(ConditionTypes.StreamResolved));
        Assert.Equal("False AccessDenied", _fixture.Words(ConditionTypes.Ready));
        Assert.Null(_fixture.World.Find<V1Deployment>(_fixture.Workload.Key));
    }

    [Fact]
    public async Task TableIsMissing_SaysWhatItIsNeededForAndNoPodsStart()
    {
        _fixture.Streams.Schemas.Clear();
        _fixture.Add(Flat);

        await _fixture.UntilAsync(ConditionTypes.StreamResolved, "False SourceTableNotFound");

        Assert.Contains("spec.destination.record needs the types of its columns", _fixture.Message(ConditionTypes.StreamResolved), StringComparison.Ordinal);
        Assert.Null(_fixture.World.Find<V1Deployment>(_fixture.Workload.Key));
    }

    [Fact]
    public async Task TypeIsNotKnownToThisVersion_StreamsAndSaysSoOnce()
    {
        Know([.. Columns, Column("where", "vector<float, 3>"), Column("who", "person")]);
        _fixture.Add(Flat);

        await _fixture.UntilAsync(() => _fixture.World.Find<V1Deployment>(_fixture.Workload.Key) is not null, "Deployment");
        await _fixture.RunForAsync(TimeSpan.FromHours(1));

        var note = Assert.Single(_fixture.World.Writer.Events, happened => happened.Reason == "ColumnsUnmapped").Note;
        Assert.Equal("The types of columns of media.content in eu-west-1 are not known to this version: where (vector<float, 3>), who (person). Their values are written to _unmapped.", note);
        Assert.Equal(7, Told()?.Columns.Count);
    }

    [Theory]
    [InlineData("prise", null, 12, "spec.destination.columns.prise: prise: the table has no column prise. Write one that it has: price,")]
    [InlineData("title", null, 12, "spec.destination.columns.title: decimal(12,2): column title is of type text;")]
    [InlineData("price", "Uuid", 12, "spec.destination.columns.price: decimal(12,2) as Uuid: column price is of type decimal;")]
    public async Task OptionsThatTheTableDoesNotTake_AreRefused(string column, string? form, int precision, string problem)
    {
        await _fixture.StreamAsync(Flat);
        var before = (_fixture.Deployment.Metadata.Generation, _fixture.Settings);

        var options = new ColumnSpec { Decimal = new DecimalSpec { Precision = precision, Scale = 2 }, As = form };
        _fixture.ChangeSpec(spec => spec with { Destination = spec.Destination with { Columns = new Dictionary<string, ColumnSpec> { [column] = options } } });
        await _fixture.UntilAsync(ConditionTypes.SpecValid, "False InvalidSpec");
        await _fixture.RunForAsync(TimeSpan.FromMinutes(5));

        Assert.StartsWith(problem, _fixture.Message(ConditionTypes.SpecValid), StringComparison.Ordinal);
        Assert.Equal(before, (_fixture.Deployment.Metadata.Generation, _fixture.Settings));
    }

    [Fact]
    public async Task ParquetOfColumnsThatDifferInCaseAlone_IsRefusedWithTheReason()
    {
        Know([.. Columns, Column("Title", "text")]);
        _fixture.Add(spec => Flat(spec) with { Destination = Flat(spec).Destination with { Format = "Parquet" } });

        await _fixture.UntilAsync(ConditionTypes.SpecValid, "False InvalidSpec");

        Assert.Equal(
            "spec.destination.format: Parquet: the table has columns that differ in case alone, Title and title, and readers of Parquet take them for one. Write Avro or JsonLines.", _fixture.Message(ConditionTypes.SpecValid));
    }

    private static KeyspacesCdcStreamSpec Flat(KeyspacesCdcStreamSpec spec) => spec with { Destination = spec.Destination with { Record = "Flat" } };

    private static SchemaColumn Column(string name, string type, ColumnKind kind = ColumnKind.Regular) => new() { Name = name, Type = type, Kind = kind };

    private void Know(IReadOnlyList<SchemaColumn> columns, IEnumerable<UserType>? types = null) =>
        _fixture.Streams.Schemas["content"] = new TableSchema { Columns = columns, Types = [.. types ?? Types] };

    private TableSchema? Told() => SettingsDocument.Read(System.Text.Encoding.UTF8.GetBytes(_fixture.Settings)).Settings?.Source.Schema;
}
