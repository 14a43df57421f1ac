namespace KeyspacesStreamer.Testing.Rendering;

/// <summary>What a script said and how it ended.</summary>
internal sealed record ScriptAnswer(int Code, string Output, string Error);
