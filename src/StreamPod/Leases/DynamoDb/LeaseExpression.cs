using Amazon.DynamoDBv2.Model;

namespace KeyspacesStreamer.StreamPod.Leases.DynamoDb;

/// <summary>One conditional write in DynamoDB's words: what is set, removed and added, and on what condition.</summary>
internal sealed class LeaseExpression
{
    private readonly Dictionary<string, string> _names = [];
    private readonly Dictionary<string, AttributeValue> _values = [];
    private readonly List<string> _sets = [];
    private readonly List<string> _removes = [];
    private readonly List<string> _adds = [];
    private readonly List<string> _conditions = [];

    /// <summary>Sets the attribute; null removes it.</summary>
    public LeaseExpression Set(string name, AttributeValue? value)
    {
        if (value is null)
        {
            _removes.Add(NameOf(name));
        }
        else
        {
            _sets.Add($"{NameOf(name)} = {PlaceOf(value)}");
        }

        return this;
    }

    /// <summary>Adds to a number, which begins at 0 where it is absent; adding 0 does nothing.</summary>
    public LeaseExpression Add(string name, long step)
    {
        if (step != 0)
        {
            _adds.Add($"{NameOf(name)} {PlaceOf(LeaseItemValues.Number(step))}");
        }

        return this;
    }

    /// <summary>Demands this value; null demands that the attribute is absent.</summary>
    public LeaseExpression Demand(string name, AttributeValue? value)
    {
        _conditions.Add(value is null ? $"attribute_not_exists({NameOf(name)})" : $"{NameOf(name)} = {PlaceOf(value)}");
        return this;
    }

    /// <summary>Demands that the item exists, or that it does not.</summary>
    public LeaseExpression DemandItem(bool exists)
    {
        _conditions.Add($"{(exists ? "attribute_exists" : "attribute_not_exists")}({NameOf(LeaseAttributes.LeaseKey)})");
        return this;
    }

    public UpdateItemRequest ToUpdate(string table, string key) => new()
    {
        TableName = table,
        Key = LeaseItemValues.Key(key),
        UpdateExpression = UpdateText(),
        ConditionExpression = ConditionText(),
        ExpressionAttributeNames = OrNull(_names),
        ExpressionAttributeValues = OrNull(_values),
    };

    public DeleteItemRequest ToDelete(string table, string key) => new()
    {
        TableName = table,
        Key = LeaseItemValues.Key(key),
        ConditionExpression = ConditionText(),
        ExpressionAttributeNames = OrNull(_names),
        ExpressionAttributeValues = OrNull(_values),
    };

    private string? ConditionText() => _conditions.Count == 0 ? null : string.Join(" AND ", _conditions);

    private string? UpdateText()
    {
        var text = string.Join(' ', Clause("SET", _sets), Clause("REMOVE", _removes), Clause("ADD", _adds)).Trim();
        return text.Length == 0 ? null : text;
    }

    private static string Clause(string verb, List<string> parts) => parts.Count == 0 ? "" : $"{verb} {string.Join(", ", parts)}";

    // Every name goes through a placeholder: "records", "nudge" and others may be or become reserved words.
    private string NameOf(string name)
    {
        var place = "#" + name;
        _names[place] = name;
        return place;
    }

    private string PlaceOf(AttributeValue value)
    {
        var place = $":v{_values.Count}";
        _values.Add(place, value);
        return place;
    }

    // DynamoDB refuses an empty map of names or values.
    private static Dictionary<string, T>? OrNull<T>(Dictionary<string, T> map) => map.Count == 0 ? null : map;
}
