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

    public static AwsCallException Refused(string doing = "Calling") =>
        new(AwsFaultKind.Refused, "", "", $"{doing} was refused by https://service.test/ (400 ValidationException).", null);

    /// <param name="kind">Name of an <see cref="AwsFaultKind"/>.</param>
    /// <param name="action">The IAM action.</param>
    /// <param name="resource">What it is done on.</param>
    public static AwsCallException Of(string kind, string action, string resource) => kind switch
    {
        nameof(AwsFaultKind.Denied) => Denied(action, resource),
        nameof(AwsFaultKind.Throttled) => Throttled(action),
        nameof(AwsFaultKind.Unavailable) => Unavailable(action),
        nameof(AwsFaultKind.Refused) => Refused(action),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "A kind of AWS fault expected."),
    };
}
