
namespace KeyspacesStreamer.AwsAccess;

/// <summary>
/// The agent that gives a container its credentials (EKS Pod Identity, ECS). The SDK keeps nothing of why it failed, so the agent is asked once more.
/// </summary>
/// <param name="environment">Looks up environment variables.</param>
internal sealed class ContainerEndpoint(Func<string, string?> environment)
{
    private const string FullUri = "AWS_CONTAINER_CREDENTIALS_FULL_URI";
    private const string RelativeUri = "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI";
    private const string TokenFile = "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE";
    private const string Token = "AWS_CONTAINER_AUTHORIZATION_TOKEN";
    private const string Association =
        "Is there a Pod Identity association for the ServiceAccount, and does the role's trust policy allow pods.eks.amazonaws.com sts:AssumeRole and sts:TagSession?";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public CredentialsException Explain(Exception problem)
    {
        var address = environment(RelativeUri) is { Length: > 0 } path ? $"http://169.254.170.2{path}" : environment(FullUri) ?? "";
        try
        {
            using var answer = Ask(new Uri(address));
            return OfAnswer(address, answer, problem);
        }
        catch (HttpRequestException failed)
        {
            return Unreachable(address, failed.Message, problem);
        }
        catch (OperationCanceledException)
        {
            return Unreachable(address, $"no answer within {Patience.TotalSeconds:0} s", problem);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            return new CredentialsException(
                CredentialsTrouble.Broken, $"the token file {environment(TokenFile)} ({TokenFile}) cannot be read: {failed.Message} EKS mounts it into pods with a Pod Identity association.", problem);
        }
    }

    private HttpResponseMessage Ask(Uri address)
    {
        var token = environment(TokenFile) is { Length: > 0 } file ? File.ReadAllText(file).Trim() : environment(Token);
        // The token is for the agent alone.
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false };
        using var client = new HttpClient(handler) { Timeout = Patience };
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (!string.IsNullOrEmpty(token))
        {
            request.Headers.TryAddWithoutValidation("Authorization", token);
        }

        return client.Send(request);
    }

    private static CredentialsException OfAnswer(string address, HttpResponseMessage answer, Exception problem)
    {
        using var reader = new StreamReader(answer.Content.ReadAsStream());
        var (status, body) = ((int)answer.StatusCode, SdkText.OneLine(reader.ReadToEnd()));
        return status switch
        {
            429 => new CredentialsException(CredentialsTrouble.Throttled, $"the credentials agent at {address} asks for fewer requests.", problem),
            // It answers now, or its answer was cut short before.
            < 400 => Unreachable(address, SdkText.OneLine(Root(problem).Message), problem),
            >= 500 => Unreachable(address, $"{status} {body}".Trim(), problem),
            _ => new CredentialsException(
                CredentialsTrouble.Refused, $"the credentials agent at {address} refused ({$"{status} {body}".Trim()}). {Association}", problem),
        };
    }

    private static CredentialsException Unreachable(string address, string found, Exception problem) => new(
        CredentialsTrouble.Unreachable, $"the credentials agent at {address} could not be used ({found}). Does the EKS Pod Identity Agent run on this node?", problem);

    private static Exception Root(Exception problem) => problem.InnerException is { } inner ? Root(inner) : problem;
}
