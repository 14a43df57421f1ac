using System.Text;
using KeyspacesStreamer.AwsLab.Refusals;
using KeyspacesStreamer.AwsLab.Signing;
using Microsoft.AspNetCore.Http;

namespace KeyspacesStreamer.AwsLab.Tests.Signing;

/// <summary>The examples that AWS publishes: https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html and sigv4-streaming.html</summary>
public sealed class AwsExampleTests
{
    private const string Secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
    private const string Time = "20130524T000000Z";
    private const string Empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    private const string Seed = "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9";

    [Theory]
    [InlineData("/test.txt", "host;range;x-amz-content-sha256;x-amz-date", "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41")]
    [InlineData("/?lifecycle", "host;x-amz-content-sha256;x-amz-date", "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543")]
    [InlineData("/?max-keys=2&prefix=J", "host;x-amz-content-sha256;x-amz-date", "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7")]
    public void Sign_PublishedRequest_GivesThePublishedSignature(string target, string signedHeaders, string expected)
    {
        var request = new DefaultHttpContext().Request;
        request.Method = "GET";
        request.Headers.Host = "examplebucket.s3.amazonaws.com";
        request.Headers.Range = "bytes=0-9";
        request.Headers["x-amz-content-sha256"] = Empty;
        request.Headers["x-amz-date"] = Time;
        var header = Header(signedHeaders, expected);

        var canonical = CanonicalRequest.Of(request, target, header.SignedHeaders, Empty, encodesPathTwice: false);

        Assert.Equal(expected, new SigningKey(Secret, header).Sign($"AWS4-HMAC-SHA256\n{Time}\n{header.Scope}\n{SigningKey.HashOf(canonical)}"));
    }

    [Fact]
    public void Read_PublishedChunks_GivesTheirContent()
    {
        var body = ChunkedBody.Read(Chunks('a'), Chain(), hasTrailers: false);

        Assert.Equal(66560, body.Bytes.Length);
        Assert.True(body.Bytes.All(letter => letter == (byte)'a'));
    }

    [Fact]
    public void Read_ChangedChunk_IsRefused() =>
        Assert.Equal(RefusalKind.BadSignature, Assert.Throws<RefusedException>(() => ChunkedBody.Read(Chunks('b'), Chain(), hasTrailers: false)).Kind);

    [Fact]
    public void Read_CutChunks_AreRefused() =>
        Assert.Equal("IncompleteBody", Assert.Throws<RefusedException>(() => ChunkedBody.Read(Chunks('a')[..66000], Chain(), hasTrailers: false)).Own?.Code);

    [Fact]
    public void Read_UnsignedChunksWithTrailer_GivesBoth()
    {
        var body = ChunkedBody.Read(Encoding.ASCII.GetBytes("5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n"), signatures: null, hasTrailers: true);

        Assert.Equal("hello", Encoding.ASCII.GetString(body.Bytes));
        Assert.Equal("NhCmhg==", body.Trailers["x-amz-checksum-crc32"]);
    }

    private static ChunkSignatures Chain()
    {
        var header = Header("host", Seed);
        return new ChunkSignatures(new SigningKey(Secret, header), header, Time);
    }

    private static byte[] Chunks(char letter) => Encoding.ASCII.GetBytes(
        $"10000;chunk-signature=ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648\r\n{new string(letter, 65536)}\r\n"
        + $"400;chunk-signature=0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497\r\n{new string(letter, 1024)}\r\n"
        + "0;chunk-signature=b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9\r\n\r\n");

    private static SignatureHeader Header(string signedHeaders, string signature) => SignatureHeader.Parse(
        $"AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request, SignedHeaders={signedHeaders}, Signature={signature}");
}
