namespace KeyspacesStreamer.AwsLab.Policies;

/// <summary>One line of a statement's Condition: an operator, a key, the values that fit.</summary>
internal sealed class PolicyCondition
{
    private const string IfExists = "IfExists";
    private const string Null = "Null";

    private readonly ConditionQualifier _qualifier;
    private readonly bool _ifExists;
    private readonly ConditionOperator _operator;
    private readonly string _key;
    private readonly IReadOnlyList<PolicyPattern> _values;

    /// <param name="name">The operator as written, such as <c>ForAnyValue:StringLikeIfExists</c>.</param>
    /// <param name="key">The condition key.</param>
    /// <param name="values">Values of which one has to fit.</param>
    /// <exception cref="LabException">The operator is unknown.</exception>
    public PolicyCondition(string name, string key, IReadOnlyList<string> values)
    {
        var word = name;
        if (name.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon)
        {
            _qualifier = name[..colon] switch
            {
                nameof(ConditionQualifier.ForAnyValue) => ConditionQualifier.ForAnyValue,
                nameof(ConditionQualifier.ForAllValues) => ConditionQualifier.ForAllValues,
                _ => throw new LabException($"Condition operator {name} begins with neither ForAnyValue nor ForAllValues."),
            };
            word = name[(colon + 1)..];
        }

        _ifExists = word.EndsWith(IfExists, StringComparison.Ordinal);
        word = _ifExists ? word[..^IfExists.Length] : word;
        IsNull = word == Null;
        _operator = ConditionOperator.Of(IsNull ? "Bool" : word);
        (_key, _values) = (key, [.. values.Select(value => new PolicyPattern(value))]);
    }

    private bool IsNull { get; }

    public bool Holds(ContextKeys keys)
    {
        var found = keys[_key];
        if (IsNull)
        {
            return _values.Any(value => value.Equals(found.Count == 0 ? "true" : "false", keys));
        }

        if (found.Count == 0)
        {
            // A key that is missing differs from every value.
            return _ifExists || _qualifier == ConditionQualifier.ForAllValues || (_operator.IsNegated && _qualifier == ConditionQualifier.None);
        }

        return _qualifier == ConditionQualifier.ForAllValues ? found.All(value => Fits(value, keys))
            : _operator.IsNegated && _qualifier == ConditionQualifier.None ? found.All(value => Fits(value, keys))
            : found.Any(value => Fits(value, keys));
    }

    private bool Fits(string found, ContextKeys keys) => _operator.IsNegated
        ? !_values.Any(value => _operator.AreAlike(value, found, keys))
        : _values.Any(value => _operator.AreAlike(value, found, keys));
}
