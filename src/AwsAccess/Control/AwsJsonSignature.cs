using Amazon.Runtime;
using Amazon.Runtime.Credentials.Internal;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Auth;

namespace KeyspacesStreamer.AwsAccess.Control;

/// <summary>The step of the pipeline that chooses the signature: version 4 for every operation.</summary>
internal sealed class AwsJsonSignature : BaseAuthResolverHandler
{
    protected override List<IAuthSchemeOption> ResolveAuthOptions(IExecutionContext executionContext) => AuthSchemeOption.DEFAULT_SIGV4;
}
