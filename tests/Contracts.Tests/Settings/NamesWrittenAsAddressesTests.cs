using System.Text;
using System.Text.Json;
using KeyspacesStreamer.Contracts.Settings;

namespace KeyspacesStreamer.Contracts.Tests.Settings;

/// <summary>A bucket or a table that is written as an ARN or an address is answered with the name in it.</summary>
public sealed class NamesWrittenAsAddressesTests
{
    [Theory]
    [InlineData("arn:aws:s3:::keyspaces-data", "write the name of the bucket alone: bucket: keyspaces-data.")]
    [InlineData("arn:aws-cn:s3:::keyspaces-data/", "write the name of the bucket alone: bucket: keyspaces-data.")]
    [InlineData("arn:aws:s3:::keyspaces-data/*", "write the name of the bucket alone: bucket: keyspaces-data.")]
    [InlineData("arn:aws:s3:::keyspaces-data/raw/*", "write the name of the bucket alone: bucket: keyspaces-data, and prefix: raw/ beside it.")]
    [InlineData("s3://keyspaces-data", "write the name of the bucket alone: bucket: keyspaces-data.")]
    [InlineData("s3://keyspaces-data/raw/2026", "write the name of the bucket alone: bucket: keyspaces-data, and prefix: raw/2026 beside it.")]
    [InlineData("s3a://keyspaces-data/raw/", "write the name of the bucket alone: bucket: keyspaces-data, and prefix: raw/ beside it.")]
    [InlineData("https://keyspaces-data.s3.eu-west-1.amazonaws.com/", "write the name of the bucket alone: bucket: keyspaces-data.")]
    [InlineData("https://keyspaces-data.s3.amazonaws.com/raw/", "write the name of the bucket alone: bucket: keyspaces-data, and prefix: raw/ beside it.")]
    [InlineData("http://keyspaces.data.s3-eu-west-1.amazonaws.com", "write the name of the bucket alone: bucket: keyspaces.data.")]
    [InlineData("https://s3.eu-west-1.amazonaws.com/keyspaces-data/raw/", "write the name of the bucket alone: bucket: keyspaces-data, and prefix: raw/ beside it.")]
    [InlineData("https://s3-eu-west-1.amazonaws.com/keyspaces-data", "write the name of the bucket alone: bucket: keyspaces-data.")]
    [InlineData("arn:aws:s3:eu-west-1:123456789012:accesspoint/raw", "write the name of the bucket alone, such as keyspaces-data, without an ARN or an address.")]
    [InlineData("https://example.com/keyspaces-data", "write the name of the bucket alone, such as keyspaces-data, without an ARN or an address.")]
    [InlineData("s3://", "write the name of the bucket alone, such as keyspaces-data, without an ARN or an address.")]
    public void Bucket_IsAnsweredWithTheNameInIt(string bucket, string wanted)
    {
        var problem = Assert.Single(ProblemsOf(bucket, "leases"));

        Assert.Equal(("destination.bucket", bucket, wanted), (problem.Path, problem.Value, problem.Message));
    }

    [Theory]
    [InlineData("arn:aws:dynamodb:eu-west-1:123456789012:table/leases", "write the name of the table alone: table: leases.")]
    [InlineData("arn:aws:dynamodb:eu-west-1:123456789012:leases", "write the name of the table alone, without an ARN.")]
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
