using System.Net;
using KeyspacesStreamer.StreamPod.Rows;

namespace KeyspacesStreamer.StreamPod.Values;

/// <summary>Reads <c>inet</c>: an address as it is written, of Java's <c>host/address</c> the address.</summary>
internal sealed class InetReader(RowField field, ValueForms forms) : ScalarReader(field, "an IPv4 or IPv6 address", "inetT")
{
    protected override bool TryWrite(ReadOnlySpan<byte> text, IRowSink sink)
    {
        var slash = text.LastIndexOf((byte)'/');
        var address = text[(slash + 1)..];
        if (!IPAddress.IsValidUtf8(address) || (!address.Contains((byte)':') && address.Count((byte)'.') != 3))
        {
            return false;
        }

        if (slash >= 0)
        {
            forms.Note(ValueForm.InetJava);
        }

        sink.String(Field, address);
        return true;
    }
}
