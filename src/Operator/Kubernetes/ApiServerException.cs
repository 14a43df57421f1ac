using System.Net;
using k8s.Models;

namespace KeyspacesStreamer.Operator.Kubernetes;

/// <summary>The API server refused a request; the message is its own.</summary>
internal sealed class ApiServerException : Exception
{
    public ApiServerException(HttpStatusCode status, string reason, string message) : base(message) => (Status, Reason) = (status, reason);

    public ApiServerException() : this(0, "", "The API server refused a request.")
    {
    }

    public ApiServerException(string message) : this(0, "", message)
    {
    }

    public ApiServerException(string message, Exception innerException) : base(message, innerException)
    {
    }

    public HttpStatusCode Status { get; }

    /// <summary>The reason word of the server's Status object, such as <c>Expired</c> or <c>Forbidden</c>.</summary>
    public string Reason { get; } = "";

    /// <summary>Which fields the server did not take, and why.</summary>
    public IReadOnlyList<V1StatusCause> Causes { get; init; } = [];

    /// <summary>
    /// The object that the server says is not there. Null when it names none: a 404 to a path that it does not know, as an API server gives
    /// in the moment between its start and its reading of the definitions, says nothing about the object.
    /// </summary>
    public string? MissingName { get; init; }

    /// <summary>How long the server asks to be left alone; null when it does not say.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
