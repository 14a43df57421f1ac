namespace KeyspacesStreamer.StreamsEmulator.Wire;

/// <summary>Next tokens of listings: where to go on, in which listing, and until when.</summary>
internal sealed class ListingTokens(TimeProvider clock, TokenSeal seal, WireSettings settings)
{
    public string Seal(TokenKind kind, int from, long scope) =>
        seal.Seal(kind, from, scope, clock.GetUtcNow().ToUnixTimeMilliseconds());

    /// <summary>Where a listing goes on; 0 without a token.</summary>
    /// <exception cref="WireFault">The token is not of this listing, or too old.</exception>
    public int Open(TokenKind kind, string? token, long scope)
    {
        if (token is null)
        {
            return 0;
        }

        Span<long> fields = stackalloc long[3];
        if (!seal.TryOpen(kind, token, fields) || fields[1] != scope)
        {
            throw WireFault.InvalidFormat("Invalid NextToken: it was not made for this listing.");
        }

        var age = clock.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(fields[2]);
        return age > settings.TokenLifetime ? throw WireFault.ExpiredNextToken() : (int)fields[0];
    }
}
