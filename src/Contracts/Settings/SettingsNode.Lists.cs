using System.Text.Json;

namespace KeyspacesStreamer.Contracts.Settings;

/// <summary>Members that hold many: lists, and objects whose names the user chooses.</summary>
internal sealed partial class SettingsNode
{
    public IReadOnlyDictionary<string, string>? TextMap(string name, Action<string, string, string> check)
    {
        if (Find(name) is not { } element)
        {
            return null;
        }

        var node = new SettingsNode(element, PathOf(name), _problems);
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var key in node._members.Keys)
        {
            map[key] = node.Text(key, "", _ => null);
            check(node.PathOf(key), key, map[key]);
        }

        return map;
    }

    /// <summary>A member that is a list of objects, each by its place; empty when it is not there.</summary>
    public IReadOnlyList<SettingsNode> Objects(string name)
    {
        if (Find(name) is not { } element)
        {
            return [];
        }

        if (element.ValueKind == JsonValueKind.Array)
        {
            return [.. element.EnumerateArray().Select((item, index) => new SettingsNode(item, $"{PathOf(name)}[{index}]", _problems))];
        }

        Report(PathOf(name), TextOf(element), "write a list, [ ... ].");
        return [];
    }

    /// <summary>A member whose members are objects by names that the user chooses; null when it is not there.</summary>
    public IReadOnlyDictionary<string, SettingsNode>? ObjectMap(string name)
    {
        if (Find(name) is not { } element)
        {
            return null;
        }

        var node = new SettingsNode(element, PathOf(name), _problems);
        return node._members.Keys.ToDictionary(key => key, key => node.Object(key, isRequired: true), StringComparer.Ordinal);
    }

    /// <summary>Reports a required member that is not there.</summary>
    public T Missing<T>(string name, string wanted, T instead)
    {
        Find(name);
        ReportMissing(name, $"required; write {wanted}.");
        return instead;
    }
}
