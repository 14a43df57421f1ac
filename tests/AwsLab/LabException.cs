namespace KeyspacesStreamer.AwsLab;

/// <summary>A file of the lab's folder, or an order to the lab, that makes no sense; the message is for whoever wrote it.</summary>
internal sealed class LabException : Exception
{
    public LabException(string message)
        : base(message)
    {
    }

    public LabException(string message, Exception cause)
        : base(message, cause)
    {
    }
}
