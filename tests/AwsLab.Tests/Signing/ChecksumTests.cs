using System.Text;
using KeyspacesStreamer.AwsLab.Refusals;
using KeyspacesStreamer.AwsLab.Signing;
using Microsoft.AspNetCore.Http;

namespace KeyspacesStreamer.AwsLab.Tests.Signing;

public sealed class ChecksumTests
{
    // Check values of the catalogue of parametrised CRC algorithms, for the text 123456789, and the digests of the same text.
    [Theory]
    [InlineData("x-amz-checksum-crc32", "CBF43926")]
    [InlineData("x-amz-checksum-crc32c", "E3069283")]
    [InlineData("x-amz-checksum-crc64nvme", "AE8B14860A799888")]
    [InlineData("x-amz-checksum-sha1", "F7C3BC1D808E04732ADF679965CCC34CA7AE3441")]
    [InlineData("x-amz-checksum-sha256", "15E2B0D3C33891EBB0F1EF609EC419420C20E320CE94C65FBC8C3312448EB225")]
    [InlineData("Content-MD5", "25F9E794323B453885F5181F1B624D0B")]
    public void Require_EachChecksum_PassesTheRightOneAndRefusesAnother(string header, string check)
    {
        var body = new SignedBody(Encoding.ASCII.GetBytes("123456789"), SignedBody.NoTrailers);
        var other = new SignedBody(Encoding.ASCII.GetBytes("123456780"), SignedBody.NoTrailers);
        var headers = new HeaderDictionary { [header] = Convert.ToBase64String(Convert.FromHexString(check)) };

        Checksums.Require(headers, body);

        Assert.Equal(RefusalKind.BadChecksum, Assert.Throws<RefusedException>(() => Checksums.Require(headers, other)).Kind);
    }

    [Fact]
    public void Require_ChecksumAfterTheBody_IsComparedToo()
    {
        var body = new SignedBody(Encoding.ASCII.GetBytes("123456789"), new Dictionary<string, string> { ["x-amz-checksum-crc32"] = "AAAAAA==" });

        Assert.Throws<RefusedException>(() => Checksums.Require(new HeaderDictionary(), body));
    }
}
