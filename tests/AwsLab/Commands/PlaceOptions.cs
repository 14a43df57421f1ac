using System.CommandLine;
using KeyspacesStreamer.AwsLab.Services;

namespace KeyspacesStreamer.AwsLab.Commands;

/// <summary>Options that say where the lab's AWS lies.</summary>
internal sealed class PlaceOptions
{
    private readonly Option<string> _region = new("--region") { Description = "The region.", DefaultValueFactory = _ => "us-east-1" };

    private readonly Option<string> _account = new("--account") { Description = "The account.", DefaultValueFactory = _ => "111122223333" };

    public void AddTo(Command command)
    {
        command.Add(_region);
        command.Add(_account);
    }

    public LabPlace Read(ParseResult parsed) => new(parsed.GetRequiredValue(_region), parsed.GetRequiredValue(_account));
}
