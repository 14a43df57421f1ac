namespace KeyspacesStreamer.StreamPod.Memory;

/// <summary>Room admitted by the memory budget that passes over, bit by bit, to whoever fills it.</summary>
internal sealed class MemoryReservation(MemoryBudget budget, long admitted) : IDisposable
{
    private long _left = admitted;

    public static async Task<MemoryReservation> AdmitAsync(MemoryBudget budget, long bytes, CancellationToken cancellationToken)
    {
        await budget.AdmitAsync(bytes, cancellationToken);
        return new MemoryReservation(budget, bytes);
    }

    /// <summary>Makes the room as large as this.</summary>
    public void Resize(long bytes)
    {
        budget.Adjust(bytes - _left);
        _left = bytes;
    }

    /// <summary>Makes the room as large as this if it is smaller. Never waits.</summary>
    public void KeepAtLeast(long bytes)
    {
        if (_left < bytes)
        {
            Resize(bytes);
        }
    }

    /// <summary>Gives back what a group has been charged with, down to what must stay.</summary>
    public void TransferTo(long bytes, long stays)
    {
        var passed = Math.Min(bytes, _left - stays);
        if (passed > 0)
        {
            _left -= passed;
            budget.Adjust(-passed);
        }
    }

    public void Dispose() => Resize(0);
}
