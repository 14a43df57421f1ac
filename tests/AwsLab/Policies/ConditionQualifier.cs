namespace KeyspacesStreamer.AwsLab.Policies;

/// <summary>How a condition treats a key with several values.</summary>
internal enum ConditionQualifier
{
    /// <summary>The key has one value.</summary>
    None,

    /// <summary>One of the request's values suffices.</summary>
    ForAnyValue,

    /// <summary>All of the request's values have to fit, and a missing key fits.</summary>
    ForAllValues,
}
