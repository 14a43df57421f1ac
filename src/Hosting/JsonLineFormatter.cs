using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace KeyspacesStreamer.Hosting;

/// <summary>One log event as one JSON line: time, level, eventId, event, message, then the values of the sentence and of its scopes under their own names, in camelCase.</summary>
/// <param name="clock">Time of each line.</param>
public sealed class JsonLineFormatter(TimeProvider clock) : ConsoleFormatter(FormatterName)
{
    /// <summary>The name by which the console logger finds it.</summary>
    public const string FormatterName = "json-line";

    private const string Template = "{OriginalFormat}";
    private static readonly JsonWriterOptions Legible = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <inheritdoc/>
    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var output = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(output, Legible))
        {
            writer.WriteStartObject();
            writer.WriteString("time"u8, clock.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
            writer.WriteString("level"u8, WordOf(logEntry.LogLevel));
            writer.WriteNumber("eventId"u8, logEntry.EventId.Id);
            writer.WriteString("event"u8, logEntry.EventId.Name);
            writer.WriteString("message"u8, logEntry.Formatter(logEntry.State, logEntry.Exception));
            WriteValues(writer, logEntry.State);
            scopeProvider?.ForEachScope(static (scope, writer) => WriteValues(writer, scope), writer);
            if (logEntry.Exception is { } exception)
            {
                writer.WriteString("exception"u8, exception.ToString());
            }

            writer.WriteEndObject();
        }

        textWriter.WriteLine(Encoding.UTF8.GetString(output.WrittenSpan));
    }

    private static void WriteValues(Utf8JsonWriter writer, object? state)
    {
        foreach (var (name, value) in state as IEnumerable<KeyValuePair<string, object?>> ?? [])
        {
            if (name != Template)
            {
                WriteValue(writer, JsonNamingPolicy.CamelCase.ConvertName(name), value);
            }
        }
    }

    private static void WriteValue(Utf8JsonWriter writer, string name, object? value)
    {
        switch (value)
        {
            case null:
                writer.WriteNull(name);
                break;
            case bool flag:
                writer.WriteBoolean(name, flag);
                break;
            case int number:
                writer.WriteNumber(name, number);
                break;
            case long number:
                writer.WriteNumber(name, number);
                break;
            case double number when double.IsFinite(number):
                writer.WriteNumber(name, number);
                break;
            default:
                writer.WriteString(name, Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
        }
    }

    private static string WordOf(LogLevel level) => level switch
    {
        LogLevel.Trace => "trace",
        LogLevel.Debug => "debug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "error",
        LogLevel.Critical => "fatal",
        _ => throw new ArgumentOutOfRangeException(nameof(level), level, "A level that is logged expected."),
    };
}
