using KeyspacesStreamer.Operator.Resources;

namespace KeyspacesStreamer.Operator.Reconciling;

/// <summary>
/// What becomes of one object of a stream after it was applied: a field that is otherwise again after each of several applies is contested, and the object is
/// applied with growing pauses until the field has stayed for a while.
/// </summary>
internal sealed class ReturningDrift(TimeProvider clock)
{
    /// <summary>Applies after which a field that differs again is contested.</summary>
    public const int Tolerated = 3;

    /// <summary>A cache that is behind shows for a moment what was mended; what it shows later came back.</summary>
    private static readonly TimeSpan CacheBehind = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(10);
    /// <summary>Longest pause between two applies of a contested field.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    private string? _wanted;
    private string? _version;
    private int _applies;
    private long _appliedAt;
    private bool _isCacheBehind;

    /// <summary>The field that was applied last; null when nothing was.</summary>
    public FieldDifference? Field { get; private set; }

    public bool IsContested { get; private set; }

    /// <summary>Other managers of the field, as last seen.</summary>
    public IReadOnlyList<string> Managers { get; set; } = [];

    /// <summary>Pause between two applies of a contested field.</summary>
    public TimeSpan Pause
    {
        get
        {
            var doublings = Math.Clamp(_applies - Tolerated, 0, 10);
            return FirstPause * (1 << doublings) is var pause && pause < LongestPause ? pause : LongestPause;
        }
    }

    /// <summary>When the field counts as settled if it stays as it is now.</summary>
    public TimeSpan UntilCalm => Left(3 * Pause);

    /// <summary>The live object differs. Another field, or another wish, is another drift.</summary>
    /// <param name="field">The field.</param>
    /// <param name="wanted">Hash of the wanted object.</param>
    /// <param name="version">resourceVersion of the live object; null when it is not known.</param>
    /// <returns>How long to wait before it is applied.</returns>
    public TimeSpan Meet(FieldDifference field, string wanted, string? version)
    {
        if (Field?.Path != field.Path || _wanted != wanted || UntilCalm == TimeSpan.Zero)
        {
            Forget();
        }

        (Field, _wanted) = (field, wanted);
        _isCacheBehind = _applies > 0 && version == _version && clock.GetElapsedTime(_appliedAt) < CacheBehind;
        IsContested |= _applies >= Tolerated && !_isCacheBehind;
        _version = version;
        return IsContested ? Left(Pause) : TimeSpan.Zero;
    }

    public void Applied()
    {
        _applies += _isCacheBehind ? 0 : 1;
        _appliedAt = clock.GetTimestamp();
    }

    public void Forget() => (Field, _wanted, _version, _applies, IsContested, Managers) = (null, null, null, 0, false, []);

    private TimeSpan Left(TimeSpan time) => time - clock.GetElapsedTime(_appliedAt) is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero;
}
