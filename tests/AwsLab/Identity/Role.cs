using KeyspacesStreamer.AwsLab.Policies;
using KeyspacesStreamer.AwsLab.Services;

namespace KeyspacesStreamer.AwsLab.Identity;

/// <summary>A role: who may take it on, and what it may do.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Account">Its account.</param>
/// <param name="Trust">Who may take it on.</param>
/// <param name="Policies">What it may do.</param>
internal sealed record Role(string Name, string Account, PolicyDocument Trust, IReadOnlyList<PolicyDocument> Policies)
{
    public string Arn => LabPlace.RoleArn(Account, Name);
}
