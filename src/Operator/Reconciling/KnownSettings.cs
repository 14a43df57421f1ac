using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Resources;

namespace KeyspacesStreamer.Operator.Reconciling;

/// <summary>The settings of one stream's pods and what is wrong with its spec, as last built: again only for another spec or another change stream.</summary>
/// <remarks>A spec of the cache never changes; a changed stream is another object.</remarks>
internal sealed class KnownSettings
{
    private KeyspacesCdcStreamSpec? _judged;
    private IReadOnlyList<SpecProblem> _problems = [];
    private KeyspacesCdcStreamSpec? _built;
    private string? _arn;
    private (StreamSettings Settings, string Hash) _known;

    /// <inheritdoc cref="SettingsBuilder.ProblemsOf"/>
    public IReadOnlyList<SpecProblem> ProblemsOf(KeyspacesCdcStream stream, string operatorRegion)
    {
        if (!ReferenceEquals(_judged, stream.Spec))
        {
            (_judged, _problems) = (stream.Spec, SettingsBuilder.ProblemsOf(stream, operatorRegion));
        }

        return _problems;
    }

    /// <summary>The settings and their hash.</summary>
    /// <exception cref="InvalidSpecsException">Something is wrong with the spec.</exception>
    public (StreamSettings Settings, string Hash) Of(KeyspacesCdcStream stream, ReconcileDefaults defaults, string streamArn)
    {
        if (!ReferenceEquals(_built, stream.Spec) || _arn != streamArn)
        {
            var settings = SettingsBuilder.Of(stream, defaults.Region, streamArn);
            settings = settings with { Resource = settings.Resource with { Installation = defaults.Installation } };
            (_known, _built, _arn) = ((settings, SettingsHash.Of(settings)), stream.Spec, streamArn);
        }

        return _known;
    }
}
