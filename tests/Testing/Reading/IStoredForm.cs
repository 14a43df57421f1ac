using System.Numerics;
using System.Text.Json;

namespace KeyspacesStreamer.Testing.Reading;

/// <summary>What an independent reader asks of a record, whichever form objects hold it in.</summary>
internal interface IStoredForm
{
    BigInteger NumberOf(JsonElement stored);

    string ShardIdOf(JsonElement stored);

    /// <summary>The primary key, as text.</summary>
    string KeyOf(JsonElement stored);

    /// <summary>The column <c>version</c>, which each change of a key raises; null where the row has none.</summary>
    long? VersionOf(JsonElement stored);

    /// <summary>How it differs from what the stream gave; null when it does not.</summary>
    string? DifferenceOf(JsonElement stored, JsonElement wire);
}
