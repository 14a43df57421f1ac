namespace KeyspacesStreamer.Testing.Objects;

/// <summary>One request as the stub saw it; names of headers in lower case.</summary>
internal sealed record S3StubRequest(string Method, string RawUrl, IReadOnlyDictionary<string, string> Headers, byte[] Body);
