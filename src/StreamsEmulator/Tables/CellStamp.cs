using System.Globalization;
using System.Text.Json;

namespace KeyspacesStreamer.StreamsEmulator.Tables;

/// <summary>When a cell was written (microseconds since the epoch) and when it expires (seconds since the epoch).</summary>
internal readonly record struct CellStamp(long WriteTime, long? ExpirationTime)
{
    public void Write(Utf8JsonWriter json, string member = "metadata")
    {
        json.WriteStartObject(member);
        if (ExpirationTime is { } expiration)
        {
            json.WriteString("expirationTime"u8, expiration.ToString(CultureInfo.InvariantCulture));
        }

        json.WriteString("writeTime"u8, WriteTime.ToString(CultureInfo.InvariantCulture));
        json.WriteEndObject();
    }
}
