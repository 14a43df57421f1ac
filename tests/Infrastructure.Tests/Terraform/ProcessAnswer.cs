namespace KeyspacesStreamer.Infrastructure.Tests.Terraform;

/// <summary>What a process said and how it ended.</summary>
internal sealed record ProcessAnswer(int Code, string Output, string Error)
{
    public string All => Output + Error;
}
