using KeyspacesStreamer.Operator.Aws;

namespace KeyspacesStreamer.Operator.Tests.Doubles;

/// <summary>Failures of AWS calls as the operator sees them.</summary>
internal static class AwsFailures
{
    public static AwsCallException Denied(string action, string resource) =>
        new(AwsFaultKind.Denied, action, resource, $"AWS denied {action} on {resource}: allow it to the operator's role.", null);

    public static AwsCallException Unavailable(string doing = "Calling") =>
        new(AwsFaultKind.Unavailable, "", "", $"{doing} failed: https://service.test/ could not be reached.", null);

    public static AwsCallException Throttled(string doing = "Calling") =>
        new(AwsFaultKind.Throttled, "", "", $"{doing} was throttled by https://service.test/.", null);
}
