using System.Net;
using Amazon.Runtime;

namespace Amazon.KeyspacesStreams.Model;

/// <summary>
/// The service refused a request; the reason is in <c>ErrorCode</c> as one of the names in <see
/// cref="ValidationExceptionType"/>, where the service gave one.
/// </summary>
public class ValidationException : AmazonKeyspacesStreamsException
{
    /// <summary>An exception that says only what happened.</summary>
    /// <param name="message">What happened.</param>
    public ValidationException(string message)
        : base(message)
    {
    }

    /// <summary>An exception with its cause.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="innerException">What led to it.</param>
    public ValidationException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>An exception that stands for its cause.</summary>
    /// <param name="innerException">What led to it.</param>
    public ValidationException(Exception innerException)
        : base(innerException)
    {
    }

    /// <summary>An error as the service reported it.</summary>
    /// <param name="message">The text of the service.</param>
    /// <param name="errorType">Whose fault it is, as far as known.</param>
    /// <param name="errorCode">The name of the error.</param>
    /// <param name="requestId">The id of the request, for AWS Support.</param>
    /// <param name="statusCode">The HTTP status of the response.</param>
    public ValidationException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode)
    {
    }

    /// <summary>An error as the service reported it, with its cause on this side.</summary>
    /// <param name="message">The text of the service.</param>
    /// <param name="innerException">What led to it on this side.</param>
    /// <param name="errorType">Whose fault it is, as far as known.</param>
    /// <param name="errorCode">The name of the error.</param>
    /// <param name="requestId">The id of the request, for AWS Support.</param>
    /// <param name="statusCode">The HTTP status of the response.</param>
    public ValidationException(
        string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
