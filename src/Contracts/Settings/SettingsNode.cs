using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace KeyspacesStreamer.Contracts.Settings;

/// <summary>One object of the document while it is read: hands out typed members and collects what is wrong with them.</summary>
internal sealed partial class SettingsNode
{
    private readonly Dictionary<string, JsonElement> _members = new(StringComparer.Ordinal);
    private readonly List<string> _known = [];
    private readonly List<SettingsProblem> _problems;
    private readonly string _path;
    private readonly bool _isPresent;

    public SettingsNode(JsonElement? element, string path, List<SettingsProblem> problems)
    {
        (_path, _problems) = (path, problems);
        if (element is not { } present)
        {
            return;
        }

        _isPresent = true;
        if (present.ValueKind != JsonValueKind.Object)
        {
            _isPresent = false;
            Report(path, TextOf(present), "write an object, { ... }.");
            return;
        }

        foreach (var member in present.EnumerateObject())
        {
            if (!_members.TryAdd(member.Name, member.Value))
            {
                Report(PathOf(member.Name), TextOf(member.Value), "appears twice; keep one.");
            }
        }
    }

    /// <summary>A member that is an object. A required one that is missing is reported once; its own members then are not.</summary>
    public SettingsNode Object(string name, bool isRequired)
    {
        var found = Find(name);
        if (found is null && isRequired && _isPresent)
        {
            ReportMissing(name, "required; write an object, { ... }.");
        }

        return new SettingsNode(found, PathOf(name), _problems);
    }

    public bool Has(string name) => Find(name) is not null;

    public string RequiredText(string name, string pattern, string wanted, int longest = int.MaxValue) => Text(name, pattern, wanted, longest, _ => null, isRequired: true) ?? "";

    /// <summary>A required text; what is written in its place may get an advice of its own.</summary>
    public string RequiredText(string name, string pattern, string wanted, Func<string, string?> advice) => Text(name, pattern, wanted, int.MaxValue, advice, isRequired: true) ?? "";

    public string? OptionalText(string name, string pattern, string wanted, int longest = int.MaxValue) => Text(name, pattern, wanted, longest, _ => null, isRequired: false);

    public string Text(string name, string defaultValue, Func<string, string?> fault)
    {
        if (Find(name) is not { } element)
        {
            return defaultValue;
        }

        if (element.ValueKind != JsonValueKind.String)
        {
            Report(PathOf(name), TextOf(element), "write text in quotes.");
            return defaultValue;
        }

        var text = element.GetString()!; // a JSON string has text
        if (fault(text) is { } message)
        {
            Report(PathOf(name), text, message);
        }

        return text;
    }

    public bool Flag(string name, bool defaultValue)
    {
        if (Find(name) is not { } element)
        {
            return defaultValue;
        }

        if (element.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return element.GetBoolean();
        }

        Report(PathOf(name), TextOf(element), "write true or false, without quotes.");
        return defaultValue;
    }

    public T Choice<T>(string name, T defaultValue) where T : struct, Enum
    {
        if (Find(name) is not { } element)
        {
            return defaultValue;
        }

        var names = Enum.GetNames<T>();
        if (element.ValueKind == JsonValueKind.String && names.Contains(element.GetString(), StringComparer.Ordinal))
        {
            return Enum.Parse<T>(element.GetString()!); // just found among the names
        }

        var nearest = element.ValueKind == JsonValueKind.String ? NearestName.Of(element.GetString()!, names) : null; // a JSON string has text
        Report(PathOf(name), TextOf(element), $"write {string.Join(" or ", names)}.{DidYouMean(nearest)}");
        return defaultValue;
    }

    public int Number(string name, int defaultValue, int min, int max)
    {
        if (Find(name) is not { } element)
        {
            return defaultValue;
        }

        // 5.0 and 5e0 are whole numbers in JSON.
        if (element.ValueKind == JsonValueKind.Number && element.TryGetDecimal(out var number) && decimal.IsInteger(number) && number >= min && number <= max)
        {
            return (int)number;
        }

        Report(PathOf(name), TextOf(element), string.Create(CultureInfo.InvariantCulture, $"write a whole number from {min:N0} to {max:N0}."));
        return defaultValue;
    }

    public long? Size(string name, long? defaultValue, long min, long max)
    {
        if (Find(name) is not { } element)
        {
            return defaultValue;
        }

        var isSize = TryReadSize(element, out var bytes);
        if (isSize && bytes >= min && bytes <= max)
        {
            return bytes;
        }

        Report(PathOf(name), TextOf(element), $"write {SizeText.Wanted}, from {SizeText.Format(min)} to {SizeText.Format(max)}.");
        return defaultValue;
    }

    public TimeSpan Duration(string name, TimeSpan defaultValue, TimeSpan min, TimeSpan max)
    {
        if (Find(name) is not { } element)
        {
            return defaultValue;
        }

        if (element.ValueKind == JsonValueKind.String && IsShort(element) && DurationText.TryParse(element.GetString(), out var duration) && duration >= min && duration <= max)
        {
            return duration;
        }

        Report(PathOf(name), TextOf(element), $"write {DurationText.Wanted}, from {DurationText.Format(min)} to {DurationText.Format(max)}.");
        return defaultValue;
    }

    public Uri? Endpoint(string name, params string[] schemes)
    {
        if (Find(name) is not { } element)
        {
            return null;
        }

        if (element.ValueKind == JsonValueKind.String && Uri.TryCreate(element.GetString(), UriKind.Absolute, out var uri)
            && schemes.Contains(uri.Scheme, StringComparer.Ordinal) && IsAddress(element.GetString()!, uri.Scheme)) // a JSON string has text
        {
            return uri;
        }

        Report(PathOf(name), TextOf(element), $"write an absolute address beginning with {string.Join(" or ", schemes.Select(scheme => scheme + "://"))}, without user, query or fragment.");
        return null;
    }

    public string PathOf(string name) => _path.Length == 0 ? name : $"{_path}.{name}";

    /// <summary>What is under the name, for a message of another rule.</summary>
    public string ValueOf(string name, string defaultValue) => Find(name) is { } element ? TextOf(element) : defaultValue + " (default)";

    public void Report(string path, string value, string message) => _problems.Add(new SettingsProblem(path, value, message));

    /// <summary>Reports the members that nobody asked for. Called once, when all known members have been read.</summary>
    public void Close()
    {
        foreach (var (name, element) in _members.Where(member => !_known.Contains(member.Key, StringComparer.Ordinal)))
        {
            var nearest = NearestName.Of(name, _known);
            var message = nearest is null ? $"unknown; known here: {string.Join(", ", _known)}." : $"unknown.{DidYouMean(nearest)}";
            Report(PathOf(name), TextOf(element), message);
        }
    }

    private JsonElement? Find(string name)
    {
        if (!_known.Contains(name, StringComparer.Ordinal))
        {
            _known.Add(name);
        }

        return _members.TryGetValue(name, out var element) && element.ValueKind != JsonValueKind.Null ? element : null;
    }

    private string? Text(string name, string pattern, string wanted, int longest, Func<string, string?> advice, bool isRequired)
    {
        if (Find(name) is not { } element)
        {
            if (isRequired && _isPresent)
            {
                ReportMissing(name, $"required; write {wanted}.");
            }

            return null;
        }

        if (element.ValueKind == JsonValueKind.String && element.GetString() is { } text && text.Length <= longest && IsMatch(text, pattern))
        {
            return text;
        }

        var message = element.ValueKind == JsonValueKind.String ? advice(element.GetString()!) : null; // a JSON string has text
        Report(PathOf(name), TextOf(element), message ?? $"write {wanted}.");
        return null;
    }

    private void ReportMissing(string name, string message) => Report(PathOf(name), SettingsProblem.Missing, message);

    private static bool IsAddress(string text, string scheme) => scheme is "http" or "https"
        ? text.Length <= SettingsLimits.MaxEndpointLength && IsMatch(text, SettingsLimits.EndpointPattern)
        : text.StartsWith(scheme + "://", StringComparison.Ordinal);

    /// <summary>In .NET a dollar sign also is before a last line break.</summary>
    private static bool IsMatch(string text, string pattern) => Regex.IsMatch(text, pattern, RegexOptions.CultureInvariant) && !text.EndsWith('\n');

    private static bool IsShort(JsonElement text) => text.GetString()?.Length <= SettingsLimits.MaxQuantityLength;

    private static bool TryReadSize(JsonElement element, out long bytes)
    {
        bytes = 0;
        return element.ValueKind switch
        {
            JsonValueKind.Number => element.TryGetInt64(out bytes),
            JsonValueKind.String => IsShort(element) && SizeText.TryParse(element.GetString(), out bytes),
            _ => false,
        };
    }

    private static string DidYouMean(string? nearest) => nearest is null ? "" : $" Did you mean {nearest}?";

    private static string TextOf(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString() is { Length: > 0 } text ? Shortened(text) : "(empty)",
        JsonValueKind.Object => "{...}",
        JsonValueKind.Array => "[...]",
        _ => Shortened(element.GetRawText()),
    };

    private static string Shortened(string text) => text.Length <= 80 ? text : text[..77] + "...";
}
