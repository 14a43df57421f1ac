using System.Net.Security;
using System.Reflection;
using k8s;

namespace KeyspacesStreamer.Operator.Kubernetes;

/// <summary>Connects to the API server: who we are, where it is, and connections that last for watches and are noticed when they die.</summary>
internal static class ClusterConnection
{
    private const string KubeconfigVariable = "KUBECONFIG";

    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    // A server behind the same name may be another one tomorrow.
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(10);

    // A dead connection is noticed after 15 s at the latest, client-go's 45 s are three times a leader's lease. A server that is merely busy is not taken for dead.
    private static readonly TimeSpan PingDelay = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PingTimeout = TimeSpan.FromSeconds(10);

    public static string UserAgent { get; } = $"keyspaces-streamer-operator/{VersionText()}";

    /// <summary>The first of these that exists: the file given, the files of KUBECONFIG, the ServiceAccount of this pod, the user's own file.</summary>
    /// <param name="environment">Looks up environment variables.</param>
    /// <param name="kubeconfig">A kubeconfig file; null for none.</param>
    /// <param name="observer">Hears of each request; null for nobody.</param>
    /// <exception cref="k8s.Exceptions.KubeConfigException">There is none, or it cannot be used.</exception>
    public static k8s.Kubernetes Open(Func<string, string?> environment, string? kubeconfig, IRequestObserver? observer)
    {
        var (configuration, isInCluster) = Configure(environment, kubeconfig);
        return Open(configuration, isInCluster, observer);
    }

    /// <summary>Where the server is and who we are, found in the same order, for whoever needs the namespace of the context too.</summary>
    /// <param name="environment">Looks up environment variables.</param>
    /// <param name="kubeconfig">A kubeconfig file; null for none.</param>
    /// <exception cref="k8s.Exceptions.KubeConfigException">There is none, or it cannot be used.</exception>
    public static (KubernetesClientConfiguration Configuration, bool IsInCluster) Configure(Func<string, string?> environment, string? kubeconfig)
    {
        var files = kubeconfig ?? environment(KubeconfigVariable);
        var isInCluster = string.IsNullOrEmpty(files) && KubernetesClientConfiguration.IsInCluster();
        return (isInCluster ? KubernetesClientConfiguration.InClusterConfig() : Read(files), isInCluster);
    }

    /// <param name="configuration">Where the server is, and who we are.</param>
    /// <param name="isInCluster">Whether the server is next door: then no proxy leads to it, whatever the environment says.</param>
    /// <param name="observer">Hears of each request; null for nobody.</param>
    public static k8s.Kubernetes Open(KubernetesClientConfiguration configuration, bool isInCluster, IRequestObserver? observer)
    {
        SocketsHttpHandler? sockets = null;
        configuration.FirstMessageHandlerSetup = handler => Prepare(sockets = handler, isInCluster);
        var client = new k8s.Kubernetes(configuration, observer is null ? [] : [new ObservedRequests(observer)]);
        if (sockets is not null && !configuration.SkipTlsVerify)
        {
            RequireName(sockets.SslOptions);
        }

        // In the place of the library's own name.
        client.HttpClient.DefaultRequestHeaders.UserAgent.Clear();
        client.HttpClient.DefaultRequestHeaders.UserAgent.ParseAdd(UserAgent);
        return client;
    }

    private static KubernetesClientConfiguration Read(string? files)
    {
        var found = (files ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return found switch
        {
            [] => KubernetesClientConfiguration.BuildConfigFromConfigFile(),
            [var one] => KubernetesClientConfiguration.BuildConfigFromConfigFile(one),
            // Only the library's own reading of KUBECONFIG merges several files.
            _ => KubernetesClientConfiguration.BuildDefaultConfig(),
        };
    }

    private static void Prepare(SocketsHttpHandler handler, bool isInCluster)
    {
        handler.ConnectTimeout = ConnectTimeout;
        handler.PooledConnectionLifetime = ConnectionLifetime;
        handler.KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests;
        handler.KeepAlivePingDelay = PingDelay;
        handler.KeepAlivePingTimeout = PingTimeout;
        handler.EnableMultipleHttp2Connections = true;
        handler.AllowAutoRedirect = false;
        handler.UseCookies = false;
        if (isInCluster)
        {
            handler.UseProxy = false;
        }
    }

    /// <summary>The library takes any certificate that the cluster's authority has signed, a kubelet's too: the name has to be the server's.</summary>
    private static void RequireName(SslClientAuthenticationOptions options)
    {
        if (options.RemoteCertificateValidationCallback is { } isTrusted)
        {
            options.RemoteCertificateValidationCallback = (sender, certificate, chain, errors) =>
                !errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch) && isTrusted(sender, certificate, chain, errors);
        }
    }

    private static string VersionText() =>
        typeof(ClusterConnection).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0.0.0";
}
