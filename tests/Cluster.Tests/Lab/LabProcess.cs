using System.Diagnostics;
using System.Text.Json;
using KeyspacesStreamer.Testing.Processes;
using KeyspacesStreamer.Testing.Servers;

namespace KeyspacesStreamer.Cluster.Tests.Lab;

/// <summary>The stand-in for AWS: TLS under AWS's names at an address of the loopback interface, roles with their policies, and a journal of what was judged.</summary>
/// <param name="folder">Where roles, certificates and the journal lie.</param>
internal sealed class LabProcess(string folder) : IAsyncDisposable
{
    public const string Region = "us-east-1";
    public const string Account = "111122223333";

    /// <summary>Of the loopback interface, so that nobody else's port 443 is in the way.</summary>
    public const string Address = "127.0.93.1";

    /// <summary>Of the agent of EKS Pod Identity, which the SDK takes credentials from.</summary>
    public const string AgentAddress = "169.254.170.23";

    private LoggedProcess? _process;

    public string Authority => Path.Combine(folder, "ca.crt");

    public string LogFile => Path.Combine(folder, "aws-lab.log");

    private string Journal => Path.Combine(folder, "requests.jsonl");

    public static string RoleArn(string role) => $"arn:aws:iam::{Account}:role/{role}";

    public async Task StartAsync(IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.Combine(folder, "roles"));
        await AddressAsync("add", cancellationToken);
        _process = await LoggedProcess.StartAsync(
            ProgramFiles.AwsLab,
            ["serve", "--folder", folder, "--address", $"{Address}:443", "--region", Region, "--account", Account, "--pod-identity", $"{AgentAddress}:80", .. arguments],
            new Dictionary<string, string>(),
            LogFile,
            cancellationToken);
        await Phase.UntilAsync(
            "the lab listens",
            () => Task.FromResult(_process.HasExited ? throw new InvalidOperationException($"The lab ended:\n{_process.Log}") : File.Exists(Path.Combine(folder, "ready")) ? null : "not ready"),
            cancellationToken);
    }

    /// <summary>Makes a role, or changes it, in one step.</summary>
    public Task PutRoleAsync(string name, string trust, IEnumerable<string> policies, CancellationToken cancellationToken) =>
        PutAsync(Path.Combine("roles", $"{name}.json"), $$"""{"trust":{{trust}},"policies":[{{string.Join(',', policies)}}]}""", cancellationToken);

    public Task PutAssociationsAsync(IEnumerable<(string Namespace, string ServiceAccount, string Role)> associations, CancellationToken cancellationToken) =>
        PutAsync("associations.json", JsonSerializer.Serialize(associations.Select(one => new { @namespace = one.Namespace, serviceAccount = one.ServiceAccount, role = one.Role })), cancellationToken);

    /// <summary>Everything that was judged, given or refused so far.</summary>
    public IReadOnlyList<LabEntry> Entries() => !File.Exists(Journal) ? [] :
        [.. File.ReadAllText(Journal).Split('\n')[..^1].Where(line => line.Length > 0).Select(line => new LabEntry(JsonSerializer.Deserialize<JsonElement>(line)))];

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
            await AddressAsync("delete", CancellationToken.None);
        }
    }

    private async Task PutAsync(string name, string document, CancellationToken cancellationToken)
    {
        var (file, next) = (Path.Combine(folder, name), Path.Combine(folder, name + ".next"));
        await File.WriteAllTextAsync(next, document, cancellationToken);
        File.Move(next, file, overwrite: true);
    }

    /// <summary>An address that is there already was left by a run that was killed.</summary>
    private static async Task AddressAsync(string verb, CancellationToken cancellationToken)
    {
        var command = new ProcessStartInfo("/sbin/ip", ["address", verb == "add" ? "replace" : verb, $"{AgentAddress}/32", "dev", "lo"]);
        await using var process = await ChildProcess.StartAsync(command, cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"ip address {verb} {AgentAddress} ended with code {process.ExitCode}: {process.Output}");
        }
    }
}
