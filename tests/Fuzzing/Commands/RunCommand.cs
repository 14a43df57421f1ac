using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using KeyspacesStreamer.Contracts;
using KeyspacesStreamer.Fuzzing.Engine;
using KeyspacesStreamer.Fuzzing.Targets;

namespace KeyspacesStreamer.Fuzzing.Commands;

/// <summary><c>fuzz run</c>: each target in a process of its own, so that a crash or a hang is a finding like any other.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var options = new FuzzOptions();
        var command = new Command("run", "Tries targets one after the other. Exit code 6 when an invariant was broken, a process crashed or hung.");
        options.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var names = parsed.GetRequiredValue(options.Targets);
            if (Array.Find(names, name => FuzzTargets.Find(name) is null) is { } unknown)
            {
                await parsed.InvocationConfiguration.Error.WriteLineAsync($"There is no target {unknown}; known are {string.Join(", ", FuzzTargets.All.Select(target => target.Name))}.");
                return ExitCodes.InvalidSettings;
            }

            var targets = names.Length == 0 ? FuzzTargets.All : [.. names.Select(name => FuzzTargets.Find(name)!)];
            var share = (parsed.GetValue(options.Seconds) / targets.Count).ToString(CultureInfo.InvariantCulture);
            var folder = Directory.CreateTempSubdirectory("fuzz-");
            try
            {
                var current = Path.Combine(folder.FullName, "current");
                var program = Instrumented.CopyInto(folder.FullName);
                var code = ExitCodes.Ok;
                foreach (var target in targets)
                {
                    string[] arguments =
                    [
                        program, "work", "--target", target.Name, "--seconds", share, "--inputs", Text(options.Inputs), "--seed", Text(options.Seed), "--corpus", Text(options.Corpus),
                        "--findings", Text(options.Findings), "--hang-seconds", Text(options.HangSeconds), "--current", current,
                        .. parsed.GetValue(options.Keep) is { } keep ? ["--keep", keep] : Array.Empty<string>(),
                    ];
                    File.Delete(current);
                    var ended = await EndOfAsync(arguments, cancellationToken);
                    if (ended is not (ExitCodes.Ok or ExitCodes.VerificationFailed))
                    {
                        var path = SeedFiles.Keep(Path.Combine(Text(options.Findings), target.Name), CurrentInput.Read(current));
                        await parsed.InvocationConfiguration.Output.WriteLineAsync($"{target.Name}: {(ended == HangWatch.ExitCode ? "hung" : $"crashed with exit code {ended}")}; {path}");
                    }

                    code = ended == ExitCodes.Ok ? code : ExitCodes.VerificationFailed;
                }

                return code;
            }
            finally
            {
                folder.Delete(recursive: true);
            }

            string Text<T>(Option<T> option) => Convert.ToString(parsed.GetRequiredValue(option), CultureInfo.InvariantCulture)!;
        });
        return command;
    }

    private static async Task<int> EndOfAsync(string[] arguments, CancellationToken cancellationToken)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", arguments))!;
        try
        {
            await process.WaitForExitAsync(cancellationToken);
            return process.ExitCode;
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }
    }
}
