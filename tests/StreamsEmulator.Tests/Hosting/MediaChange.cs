using System.Globalization;

namespace KeyspacesStreamer.StreamsEmulator.Tests.Hosting;

/// <summary>Changes of media.media_content as JSON.</summary>
internal static class MediaChange
{
    public const string ContentId = "6285e86b-d054-4cbc-a422-da56c08c0260";

    public static string Key(int seq) =>
        string.Create(CultureInfo.InvariantCulture, $$"""{"content_id":"{{ContentId}}","seq":{{seq}}}""");

    public static string Insert(int seq) => Write("insert", seq, """{"title":"Summer"}""");

    public static string Write(string operation, int seq, string values) =>
        $$"""{"operation":"{{operation}}","key":{{Key(seq)}},"values":{{values}},"writeTime":1767225600000001}""";

    public static string Remove(string operation, int seq) => $$"""{"operation":"{{operation}}","key":{{Key(seq)}}}""";
}
