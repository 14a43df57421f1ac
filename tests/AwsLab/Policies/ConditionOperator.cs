using System.Globalization;
using System.Net;

namespace KeyspacesStreamer.AwsLab.Policies;

/// <summary>How a condition compares one value of a policy with one of a request: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html</summary>
/// <param name="IsNegated">Whether the condition holds where the values are not alike.</param>
/// <param name="AreAlike">Compares the policy's value with the request's.</param>
internal sealed record ConditionOperator(bool IsNegated, Func<PolicyPattern, string, ContextKeys, bool> AreAlike)
{
    private static readonly Dictionary<string, ConditionOperator> Known = new(StringComparer.Ordinal)
    {
        ["StringEquals"] = new(false, (value, found, keys) => value.Equals(found, keys)),
        ["StringNotEquals"] = new(true, (value, found, keys) => value.Equals(found, keys)),
        ["StringEqualsIgnoreCase"] = new(false, (value, found, keys) => value.Equals(found, keys, ignoreCase: true)),
        ["StringNotEqualsIgnoreCase"] = new(true, (value, found, keys) => value.Equals(found, keys, ignoreCase: true)),
        ["StringLike"] = new(false, (value, found, keys) => value.Matches(found, keys)),
        ["StringNotLike"] = new(true, (value, found, keys) => value.Matches(found, keys)),
        ["ArnEquals"] = new(false, (value, found, keys) => value.MatchesArn(found, keys)),
        ["ArnLike"] = new(false, (value, found, keys) => value.MatchesArn(found, keys)),
        ["ArnNotEquals"] = new(true, (value, found, keys) => value.MatchesArn(found, keys)),
        ["ArnNotLike"] = new(true, (value, found, keys) => value.MatchesArn(found, keys)),
        ["Bool"] = new(false, (value, found, keys) => value.Equals(found, keys, ignoreCase: true)),
        ["NumericEquals"] = Number(false, (found, value) => found == value),
        ["NumericNotEquals"] = Number(true, (found, value) => found == value),
        ["NumericLessThan"] = Number(false, (found, value) => found < value),
        ["NumericLessThanEquals"] = Number(false, (found, value) => found <= value),
        ["NumericGreaterThan"] = Number(false, (found, value) => found > value),
        ["NumericGreaterThanEquals"] = Number(false, (found, value) => found >= value),
        ["DateEquals"] = Date(false, (found, value) => found == value),
        ["DateNotEquals"] = Date(true, (found, value) => found == value),
        ["DateLessThan"] = Date(false, (found, value) => found < value),
        ["DateLessThanEquals"] = Date(false, (found, value) => found <= value),
        ["DateGreaterThan"] = Date(false, (found, value) => found > value),
        ["DateGreaterThanEquals"] = Date(false, (found, value) => found >= value),
        ["IpAddress"] = new(false, IsIn),
        ["NotIpAddress"] = new(true, IsIn),
    };

    /// <exception cref="LabException">There is no such operator.</exception>
    public static ConditionOperator Of(string name) =>
        Known.GetValueOrDefault(name) ?? throw new LabException($"Condition operator {name} is unknown; known are {string.Join(", ", Known.Keys)} and Null.");

    private static ConditionOperator Number(bool isNegated, Func<decimal, decimal, bool> compare) => new(
        isNegated,
        (value, found, _) => decimal.TryParse(found, CultureInfo.InvariantCulture, out var left)
            && decimal.TryParse(value.ToString(), CultureInfo.InvariantCulture, out var right) && compare(left, right));

    private static ConditionOperator Date(bool isNegated, Func<DateTimeOffset, DateTimeOffset, bool> compare) => new(
        isNegated,
        (value, found, _) => TryParse(found, out var left) && TryParse(value.ToString(), out var right) && compare(left, right));

    private static bool TryParse(string text, out DateTimeOffset time) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time);

    private static bool IsIn(PolicyPattern value, string found, ContextKeys keys)
    {
        var network = value.ToString();
        return IPAddress.TryParse(found, out var address)
            && (IPNetwork.TryParse(network, out var range) ? range.Contains(address) : IPAddress.TryParse(network, out var only) && only.Equals(address));
    }
}
