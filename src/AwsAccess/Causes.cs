using System.Net;
using System.Net.Sockets;

namespace KeyspacesStreamer.AwsAccess;

/// <summary>What an exception comes from, read from the exceptions inside it and never from their words.</summary>
public static class Causes
{
    /// <summary>The outermost exception of a type, the given one included; null when there is none.</summary>
    public static T? Find<T>(Exception? exception)
        where T : Exception
    {
        for (var at = exception; at is not null; at = at.InnerException)
        {
            if (at is T found)
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>Whether a connection failed or was cut, or nobody answered in time.</summary>
    public static bool IsConnection(Exception? exception) =>
        Find<HttpRequestException>(exception) is not null || Find<HttpIOException>(exception) is not null || Find<SocketException>(exception) is not null || Find<TimeoutException>(exception) is not null
        || Find<WebException>(exception) is not null || Find<OperationCanceledException>(exception) is not null;
}
