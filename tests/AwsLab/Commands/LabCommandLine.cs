using System.CommandLine;

namespace KeyspacesStreamer.AwsLab.Commands;

/// <summary>The command line of <c>aws-lab</c>.</summary>
internal static class LabCommandLine
{
    public static RootCommand Create(TimeProvider clock) => new("Stands before local servers and behaves as AWS does at its edge: TLS, signatures, web identities, policies.")
    {
        ServeCommand.Create(clock), NamesCommand.Create(), TokenCommand.CreateToken(clock), TokenCommand.CreateKeys(),
    };
}
