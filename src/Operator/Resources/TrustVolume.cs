using k8s.Models;
using KeyspacesStreamer.Operator.Api.V1Alpha1;

namespace KeyspacesStreamer.Operator.Resources;

/// <summary>Gives a stream's pods the certificates of further authorities: a file from a ConfigMap, and the two variables by which OpenSSL and .NET find authorities.</summary>
internal static class TrustVolume
{
    /// <summary>Where the images keep the public authorities. Every file in it counts, bundles too.</summary>
    public const string PublicAuthorities = "/etc/ssl/certs";

    private const string Name = "trusted-certificates";
    private const string Folder = "/etc/keyspaces-streamer-certificates";

    public static IEnumerable<V1EnvVar> Environment(TrustedCertificates? source) => source is null ? [] :
    [
        new V1EnvVar { Name = "SSL_CERT_FILE", Value = $"{Folder}/{source.Key}" },
        // Written out, because the file takes the place of the bundle that is read by default: the public authorities stay trusted in any image.
        new V1EnvVar { Name = "SSL_CERT_DIR", Value = PublicAuthorities },
    ];

    public static IEnumerable<V1VolumeMount> Mounts(TrustedCertificates? source) => source is null ? [] : [new V1VolumeMount { Name = Name, MountPath = Folder, ReadOnlyProperty = true }];

    public static IEnumerable<V1Volume> Volumes(TrustedCertificates? source) => source is null ? [] :
    [
        new V1Volume
        {
            Name = Name,
            ConfigMap = new V1ConfigMapVolumeSource { Name = source.ConfigMap, Items = [new V1KeyToPath { Key = source.Key, Path = source.Key }] },
        },
    ];
}
