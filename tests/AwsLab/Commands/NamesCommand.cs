using System.CommandLine;
using KeyspacesStreamer.AwsLab.Services;

namespace KeyspacesStreamer.AwsLab.Commands;

/// <summary>names: the host names that have to lead to the lab.</summary>
internal static class NamesCommand
{
    public static Command Create()
    {
        var place = new PlaceOptions();
        var buckets = new Option<string[]>("--bucket") { Description = "A bucket; repeatable." };
        var command = new Command("names", "Prints the host names that have to lead to the lab, one a line.") { buckets };
        place.AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            foreach (var name in new HostNames(place.Read(parsed)).Listed(parsed.GetValue(buckets) ?? []))
            {
                await parsed.InvocationConfiguration.Output.WriteLineAsync(name);
            }

            return 0;
        });
        return command;
    }
}
