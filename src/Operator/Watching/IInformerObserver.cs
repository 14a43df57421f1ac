namespace KeyspacesStreamer.Operator.Watching;

/// <summary>Hears what an informer goes through, to count and log it.</summary>
internal interface IInformerObserver
{
    /// <summary>A whole list was taken in.</summary>
    void Listed(string kind, int resources);

    /// <summary>The server ended the watch, as it does every few minutes; it is opened again from where it was.</summary>
    void WatchEnded(string kind);

    /// <summary>The server forgot the moment to go on from; everything is listed again.</summary>
    void VersionExpired(string kind);

    /// <summary>Listing or watching failed and is tried again after a pause.</summary>
    void WillRetry(string kind, int attempt, TimeSpan pause, Exception problem);
}
