using System.CommandLine;
using KeyspacesStreamer.AwsLab.Identity;

namespace KeyspacesStreamer.AwsLab.Commands;

/// <summary>token, jwks: web identities without a cluster.</summary>
internal static class TokenCommand
{
    public static Command CreateToken(TimeProvider clock)
    {
        var key = KeyOption();
        var issuer = new Option<string>("--issuer") { Description = "The issuer.", Required = true };
        var subject = new Option<string>("--subject") { Description = "Whom the token speaks of, system:serviceaccount:NAMESPACE:NAME.", Required = true };
        var audience = new Option<string>("--audience") { Description = "Whom it is for.", DefaultValueFactory = _ => "sts.amazonaws.com" };
        var seconds = new Option<double>("--seconds") { Description = "How long it lives; a negative number gives one that has expired.", DefaultValueFactory = _ => 3600 };
        var command = new Command("token", "Prints a token signed with the key.") { key, issuer, subject, audience, seconds };
        command.SetAction(async (parsed, _) =>
        {
            using var signing = TokenKey.Open(parsed.GetRequiredValue(key));
            var text = signing.Sign(
                clock.GetUtcNow(), TimeSpan.FromSeconds(parsed.GetValue(seconds)), parsed.GetRequiredValue(issuer), parsed.GetRequiredValue(subject), parsed.GetRequiredValue(audience));
            await parsed.InvocationConfiguration.Output.WriteLineAsync(text);
            return 0;
        });
        return command;
    }

    public static Command CreateKeys()
    {
        var key = KeyOption();
        var command = new Command("jwks", "Prints the public half of the key as a set of keys; makes the key when it does not exist.") { key };
        command.SetAction(async (parsed, _) =>
        {
            using var signing = TokenKey.Open(parsed.GetRequiredValue(key));
            await parsed.InvocationConfiguration.Output.WriteLineAsync(signing.PublicKeys());
            return 0;
        });
        return command;
    }

    private static Option<string> KeyOption() => new("--key") { Description = "File with a private key on P-256 (PEM).", Required = true };
}
