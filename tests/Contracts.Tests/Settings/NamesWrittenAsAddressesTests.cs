using System.Text;
using System.Text.Json;
using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.Testing.Specs;

namespace KeyspacesStreamer.Contracts.Tests.Settings;

/// <summary>A bucket or a table that is written as an ARN or an address is answered with the name in it.</summary>
public sealed class NamesWrittenAsAddressesTests
{
    public static TheoryData<string, string> Buckets => new(WrittenAddresses.Buckets);

    public static TheoryData<string, string> Tables => new(WrittenAddresses.Tables);

    [Theory]
    [MemberData(nameof(Buckets))]
    public void Bucket_IsAnsweredWithTheNameInIt(string bucket, string wanted)
    {
        var problem = Assert.Single(ProblemsOf(bucket, "leases"));

        Assert.Equal(("destination.bucket", bucket, wanted), (problem.Path, problem.Value, problem.Message));
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public void CheckpointTable_IsAnsweredWithTheNameInIt(string table, string wanted)
    {
        var problem = Assert.Single(ProblemsOf("keyspaces-data", table));

        Assert.Equal(("checkpoint.table", table, wanted), (problem.Path, problem.Value, problem.Message));
    }

    private static IReadOnlyList<SettingsProblem> ProblemsOf(string bucket, string table) => SettingsDocument.Read(Encoding.UTF8.GetBytes($$"""
        {"resource":{"name":"media"},"source":{"keyspace":"media","table":"t","region":"eu-west-1"},
         "destination":{"bucket":{{JsonSerializer.Serialize(bucket)}} },"checkpoint":{"table":{{JsonSerializer.Serialize(table)}} } }
        """)).Problems;
}
