using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using KeyspacesStreamer.Testing;

namespace KeyspacesStreamer.Docs.Tests;

/// <summary>The scripts of a release: the version in one place, notes out of the changelog, SBOMs out of the lock files.</summary>
public sealed partial class ReleaseTests
{
    [Fact]
    public async Task Version_IsTheSameInEveryFileThatRepeatsIt()
    {
        var version = (await ShellAnswer.OfAsync("eng/version.sh")).Output.Trim();
        var files = (await ShellAnswer.OfAsync("eng/version.sh", "files")).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.True(files.Length > 5);
        Assert.All(files, file => Assert.Contains(version, TextOf(file), StringComparison.Ordinal));
        Assert.DoesNotContain(files.SelectMany(file => OwnVersion().Matches(TextOf(file)).Select(match => (file, Version: match.Groups["version"].Value))), found => found.Version != version);
    }

    [Fact]
    public async Task Set_WritesEveryFileAndNothingElse()
    {
        using var folder = new TemporaryFolder();
        var version = (await ShellAnswer.OfAsync("eng/version.sh")).Output.Trim();
        var files = (await ShellAnswer.OfAsync("eng/version.sh", "files")).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        foreach (var file in files.Concat(["eng/version.sh", "eng/lib.sh"]))
        {
            var copy = Path.Combine([folder.Path, .. file.Split('/')]);
            Directory.CreateDirectory(Path.GetDirectoryName(copy) ?? folder.Path);
            File.Copy(RepositoryRoot.PathOf(file.Split('/')), copy);
        }

        var answer = await ShellAnswer.OfAsync(Path.Combine(folder.Path, "eng", "version.sh"), "set", "9.8.7");

        Assert.Equal(0, answer.Code);
        Assert.All(files, file => Assert.Equal(TextOf(file).Replace(version, "9.8.7", StringComparison.Ordinal), File.ReadAllText(Path.Combine([folder.Path, .. file.Split('/')]))));
    }

    [Theory]
    [InlineData("check", "v99.0.0", "the tag v99.0.0 is not v")]
    [InlineData("set", "1.2", "'1.2' is not a version")]
    [InlineData("bump", "", "usage:")]
    public async Task Version_RefusesWhatCannotBe(string verb, string word, string sentence)
    {
        var answer = await ShellAnswer.OfAsync("eng/version.sh", verb, word);

        Assert.Equal(1, answer.Code);
        Assert.Contains(sentence, answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Notes_AreTheSectionOfTheVersion()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(Path.Combine(folder.Path, "eng", "release"));
        File.Copy(RepositoryRoot.PathOf("eng", "lib.sh"), Path.Combine(folder.Path, "eng", "lib.sh"));
        File.Copy(RepositoryRoot.PathOf("eng", "release", "notes.sh"), Path.Combine(folder.Path, "eng", "release", "notes.sh"));
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "CHANGELOG.md"), "# Changelog\n\n## [Unreleased]\n\n- later\n\n## [1.2.0] - 2026-11-23\n\n- new\n\n## [1.1.0] - 2026-11-01\n\n- old\n", TestContext.Current.CancellationToken);
        var script = Path.Combine(folder.Path, "eng", "release", "notes.sh");

        var found = await ShellAnswer.OfAsync(script, "1.2.0");
        var missing = await ShellAnswer.OfAsync(script, "1.3.0");

        Assert.Equal("- new", found.Output.Trim());
        Assert.Equal((1, ""), (missing.Code, missing.Output));
    }

    [Theory]
    [InlineData("StreamPod")]
    [InlineData("Operator")]
    public async Task PartsList_HasEveryPackageOfTheLockFile(string project)
    {
        var answer = await ShellAnswer.OfAsync("/usr/bin/python3", "-s", "-B", RepositoryRoot.PathOf("eng", "release", "sbom.py"), project, "1.2.3");

        var listed = (JsonNode.Parse(answer.Output)?["components"] as JsonArray ?? []).Select(part => $"{part?["name"]} {part?["version"]}").Order(StringComparer.Ordinal);
        var locked = (JsonNode.Parse(TextOf($"src/{project}/packages.lock.json"))?["dependencies"] as JsonObject ?? [])
            .SelectMany(framework => framework.Value as JsonObject ?? []).Where(entry => $"{entry.Value?["type"]}" != "Project").Select(entry => $"{entry.Key} {entry.Value?["resolved"]}").Distinct().Order(StringComparer.Ordinal);
        Assert.Contains(listed, name => name.StartsWith("AWSSDK.S3 ", StringComparison.Ordinal));
        Assert.Equal(locked, listed);
    }

    [Fact]
    public async Task PartsList_OfAnImage_HasItsBaseThePackagesInItTheRuntimeAndOurFiles()
    {
        using var folder = new TemporaryFolder();
        var archive = await ImageAsync(folder, "var/lib/dpkg/status.d/libc6", "Package: libc6\nVersion: 2.36-9\nArchitecture: amd64\nDescription: C\n more: words\n");

        var answer = await PartsAsync(archive);

        var parts = (JsonNode.Parse(answer.Output)?["components"] as JsonArray ?? []).Where(part => $"{part?["type"]}" != "library" || $"{part?["purl"]}".StartsWith("pkg:deb", StringComparison.Ordinal)).Select(part => $"{part?["bom-ref"]}").ToList();
        Assert.Equal(
            [
                "pkg:oci/aspnet@sha256%3A0123?repository_url=mcr.microsoft.com/dotnet/aspnet", "pkg:deb/debian/libc6@2.36-9?arch=amd64",
                "pkg:nuget/Microsoft.AspNetCore.App.Runtime.linux-x64@10.0.9", "pkg:nuget/Microsoft.NETCore.App.Runtime.linux-x64@10.0.8", "file:app/streamer-operator.dll",
            ],
            parts);
    }

    [Fact]
    public async Task PartsList_OfAChiseledBase_HasThePackagesOfItsManifest()
    {
        using var folder = new TemporaryFolder();
        var archive = await ImageAsync(folder, "var/lib/chisel/manifest.wall", """{"jsonwall":"1.0","schema":"1.0","count":2}""" + "\n" + """{"kind":"package","name":"libssl3t64","version":"3.0.13","sha256":"00","arch":"amd64"}""" + "\n" + """{"kind":"slice","name":"libssl3t64_libs"}""" + "\n");

        var answer = await PartsAsync(archive);

        Assert.Contains("\"pkg:deb/ubuntu/libssl3t64@3.0.13?arch=amd64\"", answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PartsList_OfABaseThatSaysNothing_IsRefused()
    {
        using var folder = new TemporaryFolder();

        var answer = await PartsAsync(await ImageAsync(folder, "etc/passwd", "root:x:0:0\n"));

        Assert.Equal((1, ""), (answer.Code, answer.Output));
        Assert.Contains("mcr.microsoft.com/dotnet/aspnet:10.0 does not say which packages it is made of", answer.Error, StringComparison.Ordinal);
    }

    private static Task<ShellAnswer> PartsAsync(string archive) =>
        ShellAnswer.OfAsync("/usr/bin/python3", "-s", "-B", RepositoryRoot.PathOf("eng", "release", "sbom.py"), "Operator", "1.2.3", archive);

    /// <summary>An image of two layers: a base with one file, and a program.</summary>
    private static async Task<string> ImageAsync(TemporaryFolder folder, string file, string text)
    {
        var (system, program) = (folder.PathOf(["base", .. file.Split('/')]), folder.PathOf("ours", "app", "streamer-operator.dll"));
        foreach (var path in new[] { system, program })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!); // a file has a folder
            await File.WriteAllTextAsync(path, text, TestContext.Current.CancellationToken);
        }

        if (file.EndsWith(".wall", StringComparison.Ordinal))
        {
            Assert.Equal(0, (await ShellAnswer.OfAsync("/usr/bin/env", "zstd", "-q", "--rm", system, "-o", system + ".zst")).Code);
            File.Move(system + ".zst", system);
        }

        var settings = """{"Labels":{"org.opencontainers.image.base.name":"mcr.microsoft.com/dotnet/aspnet:10.0","org.opencontainers.image.base.digest":"sha256:0123"},"Env":["DOTNET_VERSION=10.0.8","ASPNET_VERSION=10.0.9"]}""";
        var made = await ShellAnswer.OfAsync(
            "/usr/bin/python3", "-s", "-B", RepositoryRoot.PathOf("eng", "images", "oci.py"), "base", folder.PathOf("image.tar"), "operator:1.2.3", settings, folder.PathOf("base"), folder.PathOf("ours"));
        Assert.True(made.Code == 0, made.Error);
        return folder.PathOf("image.tar");
    }

    private static string TextOf(string file) => File.ReadAllText(RepositoryRoot.PathOf(file.Split('/')));

    // A version of ours, as it is in the files that repeat it: behind an image's name, a version field, or in a tag of a page.
    [GeneratedRegex(@"(keyspaces-streamer/(operator|streampod):|^version: |^appVersion: ""|ARG VERSION=|<VersionPrefix>|TAG=""?)(?<version>[0-9]+\.[0-9]+\.[0-9]+)", RegexOptions.Multiline)]
    private static partial Regex OwnVersion();
}
