using KeyspacesStreamer.Docs.Tests.Workflows;
using KeyspacesStreamer.Testing;

namespace KeyspacesStreamer.Docs.Tests;

/// <summary>The steps of the release that take what was built, and push it by digest. skopeo and helm are played by scripts.</summary>
public sealed class PushTests
{
    private const string Digest = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    private const string Helm = "echo \"helm $*\" >>calls.txt; echo 'Pushed: x'; echo 'Digest: " + Digest + "' >&2";

    [Fact]
    public async Task Push_NamesEachThingByItsDigest()
    {
        using var folder = new TemporaryFolder();
        Prepare(folder, Skopeo(Digest), Helm);

        var answer = await RunAsync(folder, "Push");

        Assert.Equal((0, ""), (answer.Code, answer.Error));
        Assert.Equal(
            $"ghcr.io/me/keyspaces-streamer/streampod {Digest}\nghcr.io/me/keyspaces-streamer/operator {Digest}\nghcr.io/me/charts/keyspaces-streamer {Digest}\n",
            await File.ReadAllTextAsync(folder.PathOf("subjects.txt"), TestContext.Current.CancellationToken));
        Assert.Equal(
            [
                "oci-archive:streampod.tar docker://ghcr.io/me/keyspaces-streamer/streampod:7.8.9",
                "oci-archive:operator.tar docker://ghcr.io/me/keyspaces-streamer/operator:7.8.9",
                "helm push keyspaces-streamer-7.8.9.tgz oci://ghcr.io/me/charts",
            ],
            await File.ReadAllLinesAsync(folder.PathOf("calls.txt"), TestContext.Current.CancellationToken));
        Assert.Equal($"streampod={Digest}\noperator={Digest}\nchart={Digest}\nplace=ghcr.io/me\n", await File.ReadAllTextAsync(folder.PathOf("outputs"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Push_ChartWithoutDigest_Fails()
    {
        using var folder = new TemporaryFolder();
        Prepare(folder, Skopeo(Digest), "echo nothing");

        var answer = await RunAsync(folder, "Push");

        Assert.Equal(1, answer.Code);
        Assert.Contains("helm push names no digest: nothing", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Push_OtherDigestThanWasBuilt_Fails()
    {
        using var folder = new TemporaryFolder();
        Prepare(folder, Skopeo(Digest.Replace('0', '9')), Helm);

        Assert.NotEqual(0, (await RunAsync(folder, "Push")).Code);
    }

    [Theory]
    [InlineData("nothing", true)]
    [InlineData("echo more >>operator.tar", false)]
    [InlineData("echo more >unknown.txt", false)]
    [InlineData("sha256sum operator.tar >checksums.txt", false)]
    public async Task WhatWasBuilt_IsTakenByItsChecksums(string change, bool isTaken)
    {
        using var folder = new TemporaryFolder();
        WriteProgram(folder.PathOf("change"), $"cd {folder.PathOf()}; echo image >operator.tar; sha256sum operator.tar >checksums.txt; sha256sum <checksums.txt | cut -d' ' -f1; rm change; mkdir -p bin; {(change == "nothing" ? "true" : change)}");
        var checksums = (await ShellAnswer.OfAsync(folder.PathOf("change"))).Output.Trim();
        if (change.StartsWith("sha256sum", StringComparison.Ordinal))
        {
            checksums = new string('0', 64);
        }

        var answer = await RunAsync(folder, "It is what was built", $"CHECKSUMS={checksums}");

        Assert.Equal(isTaken, answer.Code == 0);
    }

    private static string Skopeo(string digest) =>
        $"while [ $# -gt 2 ]; do if [ \"$1\" = --digestfile ]; then printf %s '{digest}' >\"$2\"; fi; shift; done; echo \"$1 $2\" >>calls.txt";

    /// <summary>A step of the workflow, as GitHub runs it.</summary>
    private static Task<ShellAnswer> RunAsync(TemporaryFolder folder, string step, string more = "MORE=")
    {
        var script = WorkflowFile.All.Single(file => file.Name == "release.yaml").Steps.Single(found => (string?)found["name"] == step)["run"];
        return ShellAnswer.OfAsync(
            "/usr/bin/env", $"PATH={folder.PathOf("bin")}:/usr/bin:/bin", "GITHUB_REPOSITORY_OWNER=Me", "GITHUB_REF_NAME=v7.8.9", $"GITHUB_OUTPUT={folder.PathOf("outputs")}", more,
            "/usr/bin/bash", "-e", "-c", $"cd '{folder.PathOf()}'; {script}");
    }

    private static void Prepare(TemporaryFolder folder, string skopeo, string helm)
    {
        Directory.CreateDirectory(folder.PathOf("bin"));
        WriteProgram(folder.PathOf("bin", "skopeo"), skopeo);
        WriteProgram(folder.PathOf("bin", "helm"), helm);
        foreach (var name in new[] { "streampod", "operator" })
        {
            File.WriteAllText(folder.PathOf($"{name}.digest"), Digest);
        }
    }

    private static void WriteProgram(string path, string text)
    {
        File.WriteAllText(path, $"#!/usr/bin/env bash\n{text}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
