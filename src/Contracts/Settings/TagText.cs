using System.Globalization;
using System.Text;

namespace KeyspacesStreamer.Contracts.Settings;

/// <summary>What S3 takes in an object's tags: https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html</summary>
internal static class TagText
{
    /// <summary>What to write, for messages.</summary>
    public const string Wanted = "letters, digits, spaces and _ . : / = + - @";

    private const string Signs = "_.:/=+-@";

    public static bool IsKey(string text) =>
        LengthOf(text) is > 0 and <= SettingsLimits.MaxTagKeyLength && IsOfTags(text) && !text.StartsWith("aws:", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether every character may be in a tag.</summary>
    public static bool IsOfTags(string text) => text.EnumerateRunes().All(IsOfTags);

    /// <summary>Characters as S3 and the API server count them: one each, however many units of UTF-16 they take.</summary>
    public static int LengthOf(string text) => text.EnumerateRunes().Count();

    private static bool IsOfTags(Rune character) => (character.IsAscii && Signs.Contains((char)character.Value, StringComparison.Ordinal)) || Rune.GetUnicodeCategory(character) is
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter
        or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber
        or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
