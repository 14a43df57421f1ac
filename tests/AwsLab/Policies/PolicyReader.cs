using System.Text.Json;
using System.Text.RegularExpressions;

namespace KeyspacesStreamer.AwsLab.Policies;

/// <summary>Reads policies as strictly as IAM takes them: a word that it does not know makes the whole policy invalid.</summary>
internal static partial class PolicyReader
{
    private static readonly string[] Versions = ["2012-10-17", "2008-10-17"];
    private static readonly string[] DocumentMembers = ["Version", "Id", "Statement"];
    private static readonly string[] StatementMembers = ["Sid", "Effect", "Action", "NotAction", "Condition"];

    /// <param name="policy">A policy of a role.</param>
    /// <param name="index">Its place among the role's policies, which names statements without a Sid.</param>
    /// <exception cref="LabException">IAM would refuse it.</exception>
    public static PolicyDocument ReadIdentityPolicy(JsonElement policy, int index) => Read(policy, $"{index}.", ReadIdentityStatement);

    /// <exception cref="LabException">IAM would refuse it.</exception>
    public static PolicyDocument ReadTrustPolicy(JsonElement policy) => Read(policy, "trust.", ReadTrustStatement);

    private static PolicyDocument Read(JsonElement policy, string prefix, Func<JsonElement, string, PolicyStatement> read)
    {
        if (policy.ValueKind != JsonValueKind.Object)
        {
            throw new LabException("A policy is not a JSON object.");
        }

        RefuseOthers(policy, DocumentMembers);
        if (!policy.TryGetProperty("Version", out var version) || !Versions.Contains(version.GetString()))
        {
            throw new LabException($"A policy's Version is one of {string.Join(", ", Versions)}.");
        }

        if (!policy.TryGetProperty("Statement", out var statements))
        {
            throw new LabException("A policy has no Statement.");
        }

        var all = statements.ValueKind == JsonValueKind.Array ? statements.EnumerateArray().ToList() : [statements];
        return new PolicyDocument([.. all.Select((statement, place) => read(statement, $"{prefix}{place}"))]);
    }

    private static PolicyStatement ReadIdentityStatement(JsonElement statement, string place)
    {
        RefuseOthers(statement, [.. StatementMembers, "Resource", "NotResource"]);
        var isNotResource = statement.TryGetProperty("NotResource", out var others);
        if (isNotResource == statement.TryGetProperty("Resource", out var resources))
        {
            throw new LabException($"Statement {place} needs either Resource or NotResource.");
        }

        var named = TextsOf(isNotResource ? others : resources, "Resource");
        foreach (var resource in named.Where(resource => resource != "*" && !Arn().IsMatch(resource)))
        {
            throw new LabException($"Resource {resource} is neither an ARN nor *.");
        }

        return ReadStatement(statement, place) with { Resources = [.. named.Select(resource => new PolicyPattern(resource))], IsNotResource = isNotResource };
    }

    private static PolicyStatement ReadTrustStatement(JsonElement statement, string place)
    {
        RefuseOthers(statement, [.. StatementMembers, "Principal"]);
        return statement.TryGetProperty("Principal", out var principal)
            ? ReadStatement(statement, place) with { Principals = [.. PrincipalsOf(principal)] }
            : throw new LabException($"Statement {place} of a trust policy has no Principal.");
    }

    private static PolicyStatement ReadStatement(JsonElement statement, string place)
    {
        var sid = statement.TryGetProperty("Sid", out var name) ? name.GetString() : null;
        if (sid is not null && !Sid().IsMatch(sid))
        {
            throw new LabException($"Sid {sid} has other letters than A-Z, a-z, 0-9.");
        }

        var isNotAction = statement.TryGetProperty("NotAction", out var others);
        if (isNotAction == statement.TryGetProperty("Action", out var actions))
        {
            throw new LabException($"Statement {sid ?? place} needs either Action or NotAction.");
        }

        var named = TextsOf(isNotAction ? others : actions, "Action");
        foreach (var action in named.Where(action => action != "*" && !Action().IsMatch(action)))
        {
            throw new LabException($"Action {action} is not SERVICE:NAME.");
        }

        return new PolicyStatement(sid is { Length: > 0 } ? sid : place, IsAllow(statement, sid ?? place))
        {
            Actions = [.. named.Select(action => new PolicyPattern(action))],
            IsNotAction = isNotAction,
            Conditions = statement.TryGetProperty("Condition", out var conditions) ? [.. ConditionsOf(conditions)] : [],
        };
    }

    private static bool IsAllow(JsonElement statement, string name) =>
        (statement.TryGetProperty("Effect", out var effect) ? effect.GetString() : null) switch
        {
            "Allow" => true,
            "Deny" => false,
            var other => throw new LabException($"Effect of statement {name} is {other ?? "missing"}; it is Allow or Deny."),
        };

    private static IEnumerable<PolicyPrincipal> PrincipalsOf(JsonElement principal)
    {
        if (principal.ValueKind == JsonValueKind.String)
        {
            return principal.GetString() == "*" ? [new PolicyPrincipal(null, "*")] : throw new LabException("A Principal that is a text is *.");
        }

        return principal.EnumerateObject().SelectMany(kind => TextsOf(kind.Value, kind.Name).Select(name => new PolicyPrincipal(KindOf(kind.Name), name)));
    }

    private static PrincipalKind KindOf(string name) => name switch
    {
        "AWS" => PrincipalKind.Aws,
        nameof(PrincipalKind.Federated) => PrincipalKind.Federated,
        nameof(PrincipalKind.Service) => PrincipalKind.Service,
        _ => throw new LabException($"Principal {name} is not AWS, Federated or Service."),
    };

    private static IEnumerable<PolicyCondition> ConditionsOf(JsonElement conditions) =>
        conditions.EnumerateObject().SelectMany(word => word.Value.EnumerateObject().Select(key => new PolicyCondition(word.Name, key.Name, TextsOf(key.Value, key.Name))));

    private static List<string> TextsOf(JsonElement value, string name) =>
        [.. (value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().ToList() : [value]).Select(item => TextOf(item, name))];

    private static string TextOf(JsonElement value, string name) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString() ?? "",
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Number => value.GetRawText(),
        _ => throw new LabException($"{name} is {value.ValueKind}, expected a text or a list of texts."),
    };

    private static void RefuseOthers(JsonElement shape, IReadOnlyList<string> known)
    {
        foreach (var member in shape.EnumerateObject().Where(member => !known.Contains(member.Name)))
        {
            throw new LabException($"Member {member.Name} has no place there; known are {string.Join(", ", known)}.");
        }
    }

    [GeneratedRegex("^[A-Za-z0-9]*$")]
    private static partial Regex Sid();

    [GeneratedRegex(@"^[A-Za-z0-9-]+:[A-Za-z0-9*?]+$")]
    private static partial Regex Action();

    [GeneratedRegex(@"^arn:[^:]*:[^:]*:[^:]*:[^:]*:.+$")]
    private static partial Regex Arn();
}
