namespace KeyspacesStreamer.AwsLab.Services;

/// <summary>Where the lab's AWS lies.</summary>
/// <param name="Region">Its only region.</param>
/// <param name="Account">The account that owns everything.</param>
internal sealed record LabPlace(string Region, string Account)
{
    public string Arn(string service, string name, string? account = null) => $"arn:aws:{service}:{Region}:{account ?? Account}:{name}";

    public static string RoleArn(string account, string name) => $"arn:aws:iam::{account}:role/{name}";
}
