namespace KeyspacesStreamer.StreamPod.Verification;

/// <summary>How far a verification has come; written by many tasks, read by whoever shows it.</summary>
internal sealed class VerificationProgress
{
    private long _listed;
    private long _examined;
    private long _toRead;
    private long _read;

    public long Listed => Interlocked.Read(ref _listed);

    /// <summary>Objects whose metadata was fetched.</summary>
    public long Examined => Interlocked.Read(ref _examined);

    /// <summary>Objects whose content will be read; 0 unless deep.</summary>
    public long ToRead => Interlocked.Read(ref _toRead);

    public long Read => Interlocked.Read(ref _read);

    public void ObjectListed() => Interlocked.Increment(ref _listed);

    public void ObjectExamined() => Interlocked.Increment(ref _examined);

    public void ReadingBegins(long objects) => Interlocked.Exchange(ref _toRead, objects);

    public void ObjectRead() => Interlocked.Increment(ref _read);
}
