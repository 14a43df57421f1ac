namespace KeyspacesStreamer.Operator.Kubernetes;

/// <summary>Hears of every request to the API server, to count it.</summary>
internal interface IRequestObserver
{
    /// <summary>A request was answered, or was not.</summary>
    /// <param name="method">Its method, such as <c>PATCH</c>.</param>
    /// <param name="path">What it was about, with the query. Not for labels: it names objects.</param>
    /// <param name="status">Number of the answer's status; null when none came.</param>
    void RequestCompleted(string method, string path, int? status);
}
