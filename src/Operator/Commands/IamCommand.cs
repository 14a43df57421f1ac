using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using KeyspacesStreamer.Contracts;
using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.WorkQueue;

namespace KeyspacesStreamer.Operator.Commands;

/// <summary><c>streamer-operator iam</c>: prints the IAM documents that a stream's pods need, as one JSON object.</summary>
internal static partial class IamCommand
{
    private static readonly JsonSerializerOptions Legible = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create(CommandContext context, Func<IamRequest, IamPolicies> makePolicies)
    {
        var name = new Argument<string>("NAME") { Description = "The stream." };
        var place = new Option<string>("--namespace", "-n") { Description = "Its namespace. Defaults to that of the current context.", HelpName = "NAMESPACE" };
        var file = new Option<FileInfo>("--filename", "-f") { Description = "Manifest to read it from, instead of the cluster.", HelpName = "FILE" };
        var account = Matching("--account", "AWS account of table, bucket and lease table; without it that of the OIDC provider.", "ID", Account(), "write the 12 digits of the account.");
        var region = Matching("--region", "Region where the stream names none; without it AWS_REGION.", "REGION", Region(), "write the AWS region, such as eu-west-1.");
        var provider = Matching("--oidc-provider", "The cluster's OIDC provider in IAM, for the trust policy.", "ARN", Provider(), "write its ARN, such as arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE.");
        var operatorAccount = Matching("--operator", "The operator's ServiceAccount; prints the documents of its role too.", "NAMESPACE/NAME", ServiceAccount(), "write namespace and name, such as keyspaces-streamer-system/keyspaces-streamer-operator.");
        var image = new Option<string>("--image") { Description = "Image of streams that name none, for the operator's policy.", HelpName = "IMAGE" };
        var shared = new Option<bool>("--allow-shared-prefix") { Description = "Prints the policy even where the keys do not begin with a folder of their own." };
        var earlier = new Option<bool>("--earlier-folders") { Description = "Allows _gaps/ and _quarantine/ at the prefix too, where pods of an earlier version wrote them." };
        file.AcceptExistingOnly();
        var command = new Command("iam", "Prints the policy of a stream's pods, and the trust policy of their role.") { name, place, file, account, region, provider, operatorAccount, image, shared, earlier };
        command.Validators.Add(result =>
        {
            if (result.GetValue(account) is null && result.GetValue(provider) is null)
            {
                result.AddError("Write --account ID or --oidc-provider ARN.");
            }
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var wanted = parsed.GetRequiredValue(name);
            var stream = parsed.GetValue(file) is { } manifest
                ? StreamManifest.Find(await File.ReadAllTextAsync(manifest.FullName, cancellationToken), parsed.GetValue(place), wanted)
                : await context.FindStream(parsed.GetValue(place), wanted, cancellationToken);
            if (stream is null)
            {
                return await RefuseAsync(context, ExitCodes.MissingResource, $"There is no {StreamApi.Kind} {wanted} in {parsed.GetValue(file)?.Name ?? "the cluster"}.");
            }

            if (!parsed.GetValue(shared) && HeadOf(stream) is var head && !KeyHead.IsClosed(head))
            {
                return await RefuseAsync(context, ExitCodes.InvalidSettings, OpenHead(wanted, stream.Spec.Destination.Bucket, head));
            }

            // A stream that names its region needs no other.
            if ((parsed.GetValue(region) ?? context.Region ?? stream.Spec.Source.Region) is not { } found)
            {
                return await RefuseAsync(context, ExitCodes.InvalidSettings, $"{wanted} names no region: write --region REGION.");
            }

            var arn = parsed.GetValue(provider) is { } text ? Provider().Match(text) : null;
            return await PrintAsync(context, makePolicies(new IamRequest(stream, found, parsed.GetValue(account) ?? arn!.Groups["account"].Value, arn?.Groups["issuer"].Value) // one of the two was given
            {
                Operator = parsed.GetValue(operatorAccount)?.Split('/') is [var space, var own] ? new NamespacedName(space, own) : null,
                Image = parsed.GetValue(image),
                FinishesEarlierFolders = parsed.GetValue(earlier),
            }));
        });
        return command;
    }

    private static string HeadOf(KeyspacesCdcStream stream) =>
        KeyHead.Of(stream.Spec.Destination.Prefix ?? "", stream.Spec.Destination.KeyTemplate, stream.Spec.Source.Keyspace, stream.Spec.Source.Table);

    private static string OpenHead(string name, string bucket, string head) =>
        $"The keys of {name} begin with no folder of their own: a policy for it allows {(head.Length == 0 ? "every object" : $"every object whose key begins with {head}")} in {bucket}. "
        + "End spec.destination.prefix with a slash, begin spec.destination.keyTemplate with {keyspace}/{table}/, or write --allow-shared-prefix.";

    private static async Task<int> RefuseAsync(CommandContext context, int code, string sentence)
    {
        await context.Error.WriteLineAsync(sentence);
        return code;
    }

    private static async Task<int> PrintAsync(CommandContext context, IamPolicies policies)
    {
        var document = new JsonObject();
        (string Member, string? Text)[] members =
        [
            ("policy", policies.Policy), ("trustPolicy", policies.TrustPolicy), ("operatorPolicy", policies.OperatorPolicy), ("operatorTrustPolicy", policies.OperatorTrustPolicy),
        ];
        foreach (var (member, text) in members)
        {
            if (text is not null)
            {
                document[member] = JsonNode.Parse(text);
            }
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

    [GeneratedRegex("^[a-z]{2,}(-[a-z]+)+-[0-9]+$")]
    private static partial Regex Region();

    [GeneratedRegex("^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?/[a-z0-9]([-.a-z0-9]{0,251}[a-z0-9])?$")]
    private static partial Regex ServiceAccount();

    [GeneratedRegex("^arn:aws[a-z-]*:iam::(?<account>[0-9]{12}):oidc-provider/(?<issuer>.+)$")]
    private static partial Regex Provider();
}
