using KeyspacesStreamer.StreamPod.Observability;
using Microsoft.Extensions.Logging;

namespace KeyspacesStreamer.StreamPod.Values;

/// <summary>The forms of values that were met so far, each told to the log once: what the service writes is documented only in part. For any number of threads.</summary>
internal sealed class ValueForms(ILogger logger)
{
    private int _met;

    /// <summary>The forms met, in words, in the order of <see cref="ValueForm"/>.</summary>
    public IReadOnlyList<string> Met
    {
        get
        {
            var met = Volatile.Read(ref _met);
            return [.. Enum.GetValues<ValueForm>().Where(form => (met & Bit(form)) != 0).Select(TextOf)];
        }
    }

    public void Note(ValueForm form)
    {
        var bit = Bit(form);
        if ((Volatile.Read(ref _met) & bit) == 0 && (Interlocked.Or(ref _met, bit) & bit) == 0)
        {
            logger.ValueFormMet(TextOf(form));
        }
    }

    private static int Bit(ValueForm form) => 1 << (int)form;

    private static string TextOf(ValueForm form) => form switch
    {
        ValueForm.DateIso => "date as YYYY-MM-DD",
        ValueForm.DateDays => "date as days since 1970-01-01",
        ValueForm.DateUnsignedDays => "date as days, 2^31 being 1970-01-01",
        ValueForm.TimeOfDay => "time as HH:mm:ss",
        ValueForm.TimeNanoseconds => "time as nanoseconds since midnight",
        ValueForm.TimestampMilliseconds => "timestamp as milliseconds since 1970",
        ValueForm.TimestampIso => "timestamp as ISO 8601",
        ValueForm.TimestampCqlsh => "timestamp as cqlsh writes it",
        ValueForm.DurationUnits => "duration as 1y2mo3d4h5m6s",
        ValueForm.DurationIso => "duration as P1Y2M3DT4H5M6S",
        ValueForm.DurationIsoAlternative => "duration as P0001-02-03T04:05:06",
        ValueForm.DurationNumbers => "duration as months, days, nanoseconds",
        ValueForm.FloatWordOfC => "float or double as inf or nan",
        ValueForm.DecimalExponent => "decimal with an exponent",
        ValueForm.VarintExponent => "varint with an exponent",
        ValueForm.InetJava => "inet as host/address",
        ValueForm.BlobHexadecimal => "blob as 0x and hexadecimal digits",
        _ => throw new ArgumentOutOfRangeException(nameof(form), form, "A known form expected."),
    };
}
