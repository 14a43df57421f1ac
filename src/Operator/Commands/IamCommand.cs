using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using KeyspacesStreamer.Contracts;
using KeyspacesStreamer.Operator.Api.V1Alpha1;

namespace KeyspacesStreamer.Operator.Commands;

/// <summary><c>streamer-operator iam</c>: prints the IAM documents that a stream's pods need, as one JSON object.</summary>
internal static partial class IamCommand
{
    private static readonly JsonSerializerOptions Legible = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create(CommandContext context, Func<IamRequest, IamPolicies> makePolicies)
    {
        var name = new Argument<string>("NAME") { Description = "The stream." };
        var place = new Option<string>("--namespace", "-n") { Description = "Its namespace; without it that of the current context.", HelpName = "NAMESPACE" };
        var file = new Option<FileInfo>("--filename", "-f") { Description = "Manifest to read it from, instead of the cluster.", HelpName = "FILE" };
        var account = Matching("--account", "AWS account of table, bucket and lease table.", "ID", Account(), "write the 12 digits of the account.");
        var provider = Matching("--oidc-provider", "The cluster's OIDC provider in IAM, for the trust policy.", "ARN", Provider(), "write its ARN, such as arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE.");
        var region = Matching("--region", "Region of a stream that names none; without it AWS_REGION.", "REGION", Region(), "write a region, such as eu-west-1.");
        file.AcceptExistingOnly();
        var command = new Command("iam", "Prints the policy of a stream's pods, and the trust policy of their role.") { name, place, file, account, provider, region };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var wanted = parsed.GetRequiredValue(name);
            var stream = parsed.GetValue(file) is { } manifest
                ? StreamManifest.Find(await File.ReadAllTextAsync(manifest.FullName, cancellationToken), parsed.GetValue(place), wanted)
                : await context.FindStream(parsed.GetValue(place), wanted, cancellationToken);
            return stream is null ? await MissAsync(context, wanted, parsed.GetValue(file)?.Name ?? "the cluster")
                : (stream.Spec.Source.Region ?? parsed.GetValue(region) ?? context.DefaultRegion) is not { } found ? await AskRegionAsync(context, wanted)
                : await PrintAsync(context, makePolicies(new IamRequest(stream, found, parsed.GetValue(account), parsed.GetValue(provider))));
        });
        return command;
    }

    private static async Task<int> MissAsync(CommandContext context, string name, string place)
    {
        await context.Error.WriteLineAsync($"There is no {StreamApi.Kind} {name} in {place}.");
        return ExitCodes.MissingResource;
    }

    private static async Task<int> AskRegionAsync(CommandContext context, string name)
    {
        await context.Error.WriteLineAsync($"{StreamApi.Kind} {name} names no region: write --region, or set AWS_REGION to the operator's.");
        return ExitCodes.InvalidSettings;
    }

    private static async Task<int> PrintAsync(CommandContext context, IamPolicies policies)
    {
        var document = new JsonObject { ["policy"] = policies.Policy };
        if (policies.TrustPolicy is { } trust)
        {
            document["trustPolicy"] = trust;
        }

        await context.Output.WriteLineAsync(document.ToJsonString(Legible));
        return ExitCodes.Ok;
    }

    private static Option<string> Matching(string name, string description, string value, Regex form, string advice)
    {
        var option = new Option<string>(name) { Description = description, HelpName = value };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string>() is { } text && !form.IsMatch(text))
            {
                result.AddError($"{name}: {text}: {advice}");
            }
        });
        return option;
    }

    [GeneratedRegex("^[0-9]{12}$")]
    private static partial Regex Account();

    [GeneratedRegex("^[a-z]{2,}(-[a-z]+)+-[0-9]{1,2}$")]
    private static partial Regex Region();

    [GeneratedRegex("^arn:aws[a-z-]*:iam::[0-9]{12}:oidc-provider/.+$")]
    private static partial Regex Provider();
}
