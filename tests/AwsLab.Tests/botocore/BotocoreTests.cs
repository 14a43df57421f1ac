using System.Diagnostics;
using KeyspacesStreamer.AwsLab.Tests.Hosting;
using KeyspacesStreamer.Testing;
using KeyspacesStreamer.Testing.Servers;

namespace KeyspacesStreamer.AwsLab.Tests.Botocore;

/// <summary>The official client of Python, whose code nobody here wrote, signs to the lab and is judged by it.</summary>
public sealed class BotocoreTests(LabBackends backends) : IClassFixture<LabBackends>
{
    private const string Pod = """
        {"Sid":"ReadStream","Effect":"Allow","Action":["cassandra:GetStream","cassandra:GetShardIterator","cassandra:GetRecords"],"Resource":"arn:aws:cassandra:us-east-1:111122223333:/keyspace/media/table/media_content/stream/*"},
        {"Sid":"FindStream","Effect":"Allow","Action":"cassandra:ListStreams","Resource":"*"},
        {"Sid":"LookUpTable","Effect":"Allow","Action":"cassandra:Select","Resource":["arn:aws:cassandra:us-east-1:111122223333:/keyspace/media/table/media_content","arn:aws:cassandra:us-east-1:111122223333:/keyspace/system*"]},
        {"Sid":"KeepLeases","Effect":"Allow","Action":["dynamodb:CreateTable","dynamodb:PutItem","dynamodb:Scan"],"Resource":"arn:aws:dynamodb:us-east-1:111122223333:table/leases"},
        {"Sid":"WriteObjects","Effect":"Allow","Action":["s3:PutObject","s3:PutObjectTagging","s3:GetObject"],"Resource":"arn:aws:s3:::lab-bucket/data/*"},
        {"Sid":"ReachBucket","Effect":"Allow","Action":"s3:ListBucket","Resource":"arn:aws:s3:::lab-bucket"},
        {"Sid":"ResolveImage","Effect":"Allow","Action":"ecr:DescribeImages","Resource":"arn:aws:ecr:us-east-1:111122223333:repository/streampod"}
        """;

    [Fact]
    public async Task OfficialClient_AllServices_IsAllowedAndDeniedAsThePolicySays()
    {
        TestServers.SkipUnlessInstalled();
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var lab = await LabUnderTest.StartAsync(backends, null, cancellationToken);
        var role = lab.WriteRole("pod", Pod);
        lab.WriteFile("token", lab.Token());
        var command = new ProcessStartInfo(
            "/usr/bin/python3", ["-s", "-B", RepositoryRoot.PathOf("tests", "AwsLab.Tests", "botocore", "drive.py"), $"{lab.Port}"]);
        command.Environment["PYTHONPATH"] = TestServers.BotocoreFolder;
        command.Environment["AWS_ROLE_ARN"] = role;
        command.Environment["AWS_WEB_IDENTITY_TOKEN_FILE"] = Path.Combine(lab.Folder, "token");
        command.Environment["AWS_CA_BUNDLE"] = Path.Combine(lab.Folder, "ca.crt");
        await using var process = await ChildProcess.StartAsync(command, cancellationToken);

        await process.WaitForExitAsync(cancellationToken);

        Assert.True(process.ExitCode == 0, process.Output);
        Assert.Contains("0 failed", process.Output, StringComparison.Ordinal);
        Assert.Equal(["FindStream", "KeepLeases", "LookUpTable", "ReachBucket", "ReadStream", "ResolveImage", "WriteObjects"], lab.StatementsUsed());
    }
}
