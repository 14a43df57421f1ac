using KeyspacesStreamer.Contracts;
using KeyspacesStreamer.Contracts.Schema;
using KeyspacesStreamer.Contracts.Settings;

namespace KeyspacesStreamer.StreamPod.Tests.Commands;

/// <summary>What <c>streampod schema</c> prints is what the settings take.</summary>
public sealed class SchemaCommandTests : IDisposable
{
    private readonly CommandFixture _fixture = new()
    {
        Schema = new TableSchema
        {
            Columns =
            [
                new SchemaColumn { Name = "title", Type = "text" }, new SchemaColumn { Name = "home", Type = "frozen<\"Postal address\">", Kind = ColumnKind.Static },
                new SchemaColumn { Name = "id", Type = "uuid", Kind = ColumnKind.PartitionKey },
            ],
            Types = [new UserType { Name = "Postal address", Fields = [new UserTypeField { Name = "city", Type = "text" }] }],
        },
    };

    [Fact]
    public async Task Schema_OfSettingsWithoutOne_PrintsWhatTheyTake()
    {
        var typed = CommandFixture.Sound.Replace("\"bucket\"", "\"format\":\"Parquet\",\"record\":\"Flat\",\"bucket\"", StringComparison.Ordinal);
        _fixture.WriteSettings(typed);

        var code = await _fixture.RunAsync("schema --settings SETTINGS --tables-endpoint http://localhost:4588");

        var settings = SettingsDocument.Read(System.Text.Encoding.UTF8.GetBytes(typed.Replace("\"keyspace\"", $"\"schema\":{_fixture.Output},\"keyspace\"", StringComparison.Ordinal)));
        Assert.Equal(ExitCodes.Ok, code);
        Assert.Equal([("content", new Uri("http://localhost:4588"))], _fixture.SchemaQuestions);
        Assert.Empty(settings.Problems);
        Assert.Equal(["id", "home", "title"], settings.Settings?.Source.Schema?.Columns.Select(column => column.Name));
        Assert.Equal("Postal address", Assert.Single(settings.Settings?.Source.Schema?.Types ?? []).Name);
    }

    [Theory]
    [InlineData("schema --settings SETTINGS --tables-endpoint localhost")]
    [InlineData("schema --settings SETTINGS --tables-endpoint ftp://host")]
    [InlineData("schema")]
    [InlineData("schema --settings /nowhere/settings.json")]
    public async Task Schema_WrongCommandLine_AsksNobody(string line)
    {
        var code = await _fixture.RunAsync(line);

        Assert.Equal(ExitCodes.InvalidSettings, code);
        Assert.Empty(_fixture.SchemaQuestions);
    }

    [Fact]
    public async Task Schema_BrokenSettings_SaysWhatIsWrong()
    {
        _fixture.WriteSettings("{}");

        var code = await _fixture.RunAsync("schema --settings SETTINGS");

        Assert.Equal(ExitCodes.InvalidSettings, code);
        Assert.Contains("source", _fixture.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _fixture.Dispose();
}
