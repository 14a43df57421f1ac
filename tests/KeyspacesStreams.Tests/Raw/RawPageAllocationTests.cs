using System.Text;
using KeyspacesStreamer.RawStreams;

namespace KeyspacesStreamer.KeyspacesStreams.Tests.Raw;

/// <summary>What finding the records of a page costs in memory.</summary>
public sealed class RawPageAllocationTests
{
    // The page, the scan's objects and the text of the next iterator; nothing for records or cells.
    private const long BoundBytes = 512;

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(60)]
    public void Scan_OfAThousandRecords_AllocatesTheSameForAnyNumberOfCells(int cells)
    {
        var body = PageOf(records: 1000, cells);
        RawPage.Of(PooledBody.CopyOf(body)).Dispose(); // fills the pools and compiles

        // The smallest of some: other tests rent from the same pools, and a collection may empty them.
        var allocated = Enumerable.Range(0, 10).Min(_ => AllocatedBy(body));

        Assert.InRange(allocated, 1, BoundBytes);
    }

    private static long AllocatedBy(byte[] body)
    {
        var pooled = PooledBody.CopyOf(body);
        var before = GC.GetAllocatedBytesForCurrentThread();
        using var page = RawPage.Of(pooled);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(1000, page.Count);
        return allocated;
    }

    private static byte[] PageOf(int records, int cells)
    {
        const string Value = """{"value":{"listT":[{"value":{"textT":"value é"}}]},"metadata":{"writeTime":"1767225600000001"}}""";
        var row = string.Join(',', Enumerable.Range(0, cells).Select(cell => $"\"column_{cell}\":{Value}"));
        var page = new StringBuilder("""{"changeRecords":[""");
        page.AppendJoin(',', Enumerable.Range(0, records).Select(record =>
            $"{{\"createdAt\":1767397800.037,\"newImage\":{{\"valueCells\":{{{row}}}}},\"sequenceNumber\":\"{record:D24}\"}}"));
        page.Append("""],"nextShardIterator":"next-iterator","iteratorDescription":{"iteratorPosition":"AT_TIP"}}""");
        return Encoding.UTF8.GetBytes(page.ToString());
    }
}
