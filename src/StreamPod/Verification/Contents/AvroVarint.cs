namespace KeyspacesStreamer.StreamPod.Verification.Contents;

/// <summary>An int or long of Avro while its bytes come: zigzag, seven bits a byte, the lowest first.</summary>
internal struct AvroVarint
{
    private const int LastShift = 63;

    private ulong _bits;
    private int _shift;

    public readonly long Value => (long)(_bits >> 1) ^ -(long)(_bits & 1);

    /// <returns>Whether it was the last byte.</returns>
    /// <exception cref="InvalidDataException">No number of 64 bits is so long.</exception>
    public bool Add(byte next)
    {
        if (_shift > LastShift || (_shift == LastShift && next > 1))
        {
            throw new InvalidDataException("has a number of more than 64 bits");
        }

        _bits |= (ulong)(next & 0x7f) << _shift;
        _shift += 7;
        return next < 0x80;
    }
}
