namespace KeyspacesStreamer.AwsLab.Policies;

/// <summary>One letter of an expanded pattern.</summary>
/// <param name="Letter">The letter.</param>
/// <param name="IsWild">Whether <c>*</c> or <c>?</c> stands for any text here, rather than for itself.</param>
internal readonly record struct PatternLetter(char Letter, bool IsWild)
{
    public bool IsAnyText => IsWild && Letter == '*';

    public bool IsAnyLetter => IsWild && Letter == '?';
}
