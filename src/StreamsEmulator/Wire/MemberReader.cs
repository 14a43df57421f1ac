using System.Text.Json;
using System.Text.RegularExpressions;

namespace KeyspacesStreamer.StreamsEmulator.Wire;

/// <summary>Reads a request's members against the service model's constraints and collects every violation, worded as the service words them.</summary>
internal sealed class MemberReader
{
    private readonly JsonElement _body;
    private readonly string _path;
    private readonly List<string> _violations;

    public MemberReader(JsonElement body)
        : this(body, "", [])
    {
    }

    private MemberReader(JsonElement body, string path, List<string> violations)
    {
        _body = body;
        _path = path;
        _violations = violations;
        if (body.ValueKind != JsonValueKind.Object)
        {
            throw WireFault.Common("SerializationException", "Start of structure or map found where not expected.");
        }
    }

    public string RequiredText(string member, TextRule rule) => Text(member, rule, isRequired: true) ?? "";

    public string? OptionalText(string member, TextRule rule) => Text(member, rule, isRequired: false);

    public int Integer(string member, int min, int max, int defaultValue)
    {
        if (Member(member) is not { } value)
        {
            return defaultValue;
        }

        if (value.ValueKind != JsonValueKind.Number || !value.TryGetInt64(out var number))
        {
            throw WireFault.Common("SerializationException", $"{value.ValueKind} value cannot be converted to Integer at '{_path}{member}'.");
        }

        if (number < min)
        {
            Violate(member, $"'{number}'", $"Member must have value greater than or equal to {min}");
        }
        else if (number > max)
        {
            Violate(member, $"'{number}'", $"Member must have value less than or equal to {max}");
        }

        return (int)Math.Clamp(number, min, max);
    }

    public MemberReader? Structure(string member) =>
        Member(member) is { } value ? new MemberReader(value, $"{_path}{member}.", _violations) : null;

    /// <summary>Refuses the request if any member violated its constraint.</summary>
    public void ThrowIfInvalid()
    {
        if (_violations.Count > 0)
        {
            var noun = _violations.Count == 1 ? "validation error" : "validation errors";
            throw WireFault.InvalidFormat($"{_violations.Count} {noun} detected: {string.Join("; ", _violations)}");
        }
    }

    private string? Text(string member, TextRule rule, bool isRequired)
    {
        if (Member(member) is not { } value)
        {
            if (isRequired)
            {
                Violate(member, "null", "Member must not be null");
            }

            return null;
        }

        if (value.ValueKind != JsonValueKind.String)
        {
            throw WireFault.Common("SerializationException", $"{value.ValueKind} value cannot be converted to String at '{_path}{member}'.");
        }

        var text = value.GetString() ?? "";
        foreach (var complaint in Complaints(text, rule))
        {
            Violate(member, $"'{text}'", complaint);
        }

        return text;
    }

    private static IEnumerable<string> Complaints(string text, TextRule rule)
    {
        if (text.Length < rule.Shortest)
        {
            yield return $"Member must have length greater than or equal to {rule.Shortest}";
        }

        if (text.Length > rule.Longest)
        {
            yield return $"Member must have length less than or equal to {rule.Longest}";
        }

        if (rule.Pattern is { } pattern && !Regex.IsMatch(text, $"^(?:{pattern})$", RegexOptions.CultureInvariant))
        {
            yield return $"Member must satisfy regular expression pattern: {pattern}";
        }

        if (rule.Allowed.Count > 0 && !rule.Allowed.Contains(text))
        {
            yield return $"Member must satisfy enum value set: [{string.Join(", ", rule.Allowed)}]";
        }
    }

    private JsonElement? Member(string name) =>
        _body.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private void Violate(string member, string value, string constraint) =>
        _violations.Add($"Value {value} at '{_path}{member}' failed to satisfy constraint: {constraint}");
}
