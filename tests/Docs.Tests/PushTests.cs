using KeyspacesStreamer.Testing;

namespace KeyspacesStreamer.Docs.Tests;

/// <summary>What is pushed is named by digest, for the signatures. skopeo and helm are played by scripts.</summary>
public sealed class PushTests
{
    private const string Digest = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    private const string Skopeo = "while [ $# -gt 2 ]; do if [ \"$1\" = --digestfile ]; then printf %s '" + Digest + "' >\"$2\"; fi; shift; done; echo \"$1 $2\" >>calls.txt";

    [Fact]
    public async Task Push_NamesEachThingByItsDigest()
    {
        using var folder = new TemporaryFolder();
        Prepare(folder, Skopeo, $"echo \"helm $*\" >>calls.txt; if [ \"$1\" = push ]; then echo 'Pushed: x'; echo 'Digest: {Digest}' >&2; fi");

        var answer = await PushAsync(folder);

        Assert.Equal((0, ""), (answer.Code, answer.Error));
        Assert.Equal($"ghcr.io/me/keyspaces-streamer/streampod {Digest}\nghcr.io/me/keyspaces-streamer/operator {Digest}\nghcr.io/me/charts/keyspaces-streamer {Digest}\n", answer.Output);
        Assert.Equal(
            [
                "oci-archive:artifacts/images/streampod.tar docker://ghcr.io/me/keyspaces-streamer/streampod:7.8.9",
                "oci-archive:artifacts/images/operator.tar docker://ghcr.io/me/keyspaces-streamer/operator:7.8.9",
                "helm package charts/keyspaces-streamer --destination artifacts/release",
                "helm push artifacts/release/keyspaces-streamer-7.8.9.tgz oci://ghcr.io/me/charts",
            ],
            await File.ReadAllLinesAsync(folder.PathOf("calls.txt"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Push_ChartWithoutDigest_Fails()
    {
        using var folder = new TemporaryFolder();
        Prepare(folder, Skopeo, "echo nothing");

        var answer = await PushAsync(folder);

        Assert.Equal(1, answer.Code);
        Assert.Contains("helm push names no digest: nothing", answer.Error, StringComparison.Ordinal);
    }

    private static Task<ShellAnswer> PushAsync(TemporaryFolder folder) =>
        ShellAnswer.OfAsync("/usr/bin/env", $"PATH={folder.PathOf("bin")}:/usr/bin:/bin", folder.PathOf("eng", "release", "push.sh"), "ghcr.io/me");

    private static void Prepare(TemporaryFolder folder, string skopeo, string helm)
    {
        foreach (var file in new[] { "eng/lib.sh", "eng/version.sh", "eng/release/push.sh" })
        {
            var copy = folder.PathOf(file.Split('/'));
            Directory.CreateDirectory(Path.GetDirectoryName(copy) ?? folder.Path);
            File.Copy(RepositoryRoot.PathOf(file.Split('/')), copy);
        }

        File.WriteAllText(folder.PathOf("Directory.Build.props"), "<VersionPrefix>7.8.9</VersionPrefix>\n");
        Directory.CreateDirectory(folder.PathOf("bin"));
        WriteProgram(folder.PathOf("bin", "skopeo"), skopeo);
        WriteProgram(folder.PathOf("bin", "helm"), helm);
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
