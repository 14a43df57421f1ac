using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using KeyspacesStreamer.AwsLab.Hosting;
using KeyspacesStreamer.AwsLab.Identity;
using KeyspacesStreamer.AwsLab.Refusals;
using KeyspacesStreamer.Testing;
using Microsoft.Extensions.Time.Testing;

namespace KeyspacesStreamer.AwsLab.Tests.Identity;

public sealed class TokenTests : IDisposable
{
    private const string Issuer = "https://oidc.example/id/1";
    private const string Audience = "sts.amazonaws.com";
    private const string Subject = "system:serviceaccount:media:cdc";
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.Parse("2026-05-01T12:00:00Z", null));
    private readonly TokenKey _key;
    private readonly TokenVerifier _verifier;

    public TokenTests()
    {
        _key = TokenKey.Open(_folder.PathOf("issuer.pem"));
        File.WriteAllText(_folder.PathOf("jwks.json"), _key.PublicKeys());
        _verifier = Verifier(_folder.PathOf("jwks.json"));
    }

    public void Dispose()
    {
        _key.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Verify_TokenOfTheIssuer_TellsWhomItSpeaksOf() => Assert.Equal(Subject, _verifier.Verify(Token(), Audience).Subject);

    [Fact]
    public void Verify_TokenOfAnRsaKey_IsAccepted()
    {
        using var rsa = RSA.Create(2048);
        var point = rsa.ExportParameters(includePrivateParameters: false);
        File.WriteAllText(
            _folder.PathOf("rsa.json"),
            $$"""{"keys":[{"kty":"RSA","alg":"RS256","kid":"r","n":"{{Base64Url.EncodeToString(point.Modulus)}}","e":"{{Base64Url.EncodeToString(point.Exponent)}}"}]}""");
        var signed = $"{Part("""{"alg":"RS256","kid":"r"}""")}.{Part($$"""{"iss":"{{Issuer}}","sub":"{{Subject}}","aud":"{{Audience}}","exp":{{(_clock.GetUtcNow() + Hour).ToUnixTimeSeconds()}}}""")}";
        var token = $"{signed}.{Base64Url.EncodeToString(rsa.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";

        Assert.Equal(Subject, Verifier(_folder.PathOf("rsa.json")).Verify(token, Audience).Subject);
    }

    [Fact]
    public void Verify_OtherIssuer_IsNoProvider() =>
        Refused("InvalidIdentityToken", "No OpenIDConnect provider found in your account for https://other", _key.Sign(_clock.GetUtcNow(), Hour, "https://other", Subject, Audience));

    [Fact]
    public void Verify_OtherAudience_IsRefused() =>
        Refused("InvalidIdentityToken", "Incorrect token audience", _key.Sign(_clock.GetUtcNow(), Hour, Issuer, Subject, "pods.eks.amazonaws.com"));

    [Fact]
    public void Verify_ExpiredToken_SaysSo()
    {
        var token = Token();
        _clock.Advance(Hour);

        Refused("ExpiredTokenException", "Token expired", token);
    }

    [Fact]
    public void Verify_ChangedClaims_AreRefused()
    {
        var parts = Token().Split('.');
        var claims = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[1])).Replace(":cdc", ":other", StringComparison.Ordinal);

        Refused("InvalidIdentityToken", "invalid signature", $"{parts[0]}.{Part(claims)}.{parts[2]}");
    }

    [Fact]
    public void Verify_KeyThatTheIssuerDoesNotShow_IsRefused()
    {
        using var other = TokenKey.Open(_folder.PathOf("other.pem"));

        Refused("InvalidIdentityToken", "verification key", other.Sign(_clock.GetUtcNow(), Hour, Issuer, Subject, Audience));
    }

    [Fact]
    public void Verify_NoKeysToRead_IsACommunicationError() =>
        Assert.Equal("IDPCommunicationError", Assert.Throws<RefusedException>(() => Verifier(_folder.PathOf("missing.json")).Verify(Token(), Audience)).Own?.Code);

    [Theory]
    [InlineData("")]
    [InlineData("a.b.c")]
    [InlineData("no token")]
    public void Verify_NoToken_IsNoJwt(string text) => Refused("InvalidIdentityToken", "not a valid JWT", text);

    [Fact]
    public void Verify_KeysThatChange_AreReadAgain()
    {
        using var other = TokenKey.Open(_folder.PathOf("other.pem"));
        var token = other.Sign(_clock.GetUtcNow(), Hour, Issuer, Subject, Audience);
        Refused("InvalidIdentityToken", "verification key", token);

        File.WriteAllText(_folder.PathOf("jwks.json"), other.PublicKeys() + "\n");

        Assert.Equal(Subject, _verifier.Verify(token, Audience).Subject);
    }

    private string Token() => _key.Sign(_clock.GetUtcNow(), Hour, Issuer, Subject, Audience);

    private TokenVerifier Verifier(string keys) => new(_clock, Issuer, new CachedFile<JsonWebKeys>(keys, JsonWebKeys.Parse, message => Assert.Fail(message)));

    private static string Part(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));

    private void Refused(string code, string words, string token)
    {
        var refused = Assert.Throws<RefusedException>(() => _verifier.Verify(token, Audience));
        Assert.Equal(code, refused.Own?.Code);
        Assert.Contains(words, refused.Message, StringComparison.Ordinal);
    }
}
