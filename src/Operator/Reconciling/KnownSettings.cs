using KeyspacesStreamer.Contracts.Schema;
using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Resources;

namespace KeyspacesStreamer.Operator.Reconciling;

/// <summary>The settings of one stream's pods and what is wrong with its spec, as last built: again only for another spec, another schema or another change stream.</summary>
/// <remarks>A spec of the cache never changes; a changed stream is another object, and so is a changed schema.</remarks>
internal sealed class KnownSettings
{
    private (KeyspacesCdcStreamSpec? Spec, IReadOnlyList<SpecProblem> Problems) _alone = (null, []);
    private (KeyspacesCdcStreamSpec? Spec, TableSchema? Schema, IReadOnlyList<SpecProblem> Problems) _withSchema = (null, null, []);
    private (KeyspacesCdcStreamSpec? Spec, TableSchema? Schema, string? Arn) _built;
    private (StreamSettings Settings, string Hash) _known;

    /// <summary>What is wrong with a spec by itself.</summary>
    public IReadOnlyList<SpecProblem> ProblemsOf(KeyspacesCdcStream stream, string operatorRegion)
    {
        if (!ReferenceEquals(_alone.Spec, stream.Spec))
        {
            _alone = (stream.Spec, SettingsBuilder.ProblemsOf(stream, operatorRegion));
        }

        return _alone.Problems;
    }

    /// <summary>What is wrong with a spec for a table of these columns.</summary>
    public IReadOnlyList<SpecProblem> ProblemsOf(KeyspacesCdcStream stream, string operatorRegion, TableSchema schema)
    {
        if (!ReferenceEquals(_withSchema.Spec, stream.Spec) || !ReferenceEquals(_withSchema.Schema, schema))
        {
            _withSchema = (stream.Spec, schema, SettingsBuilder.ProblemsOf(stream, operatorRegion, schema));
        }

        return _withSchema.Problems;
    }

    /// <summary>The settings and their hash.</summary>
    /// <exception cref="InvalidSpecsException">Something is wrong with the spec.</exception>
    public (StreamSettings Settings, string Hash) Of(KeyspacesCdcStream stream, ReconcileDefaults defaults, string streamArn, TableSchema? schema)
    {
        if (!ReferenceEquals(_built.Spec, stream.Spec) || !ReferenceEquals(_built.Schema, schema) || _built.Arn != streamArn)
        {
            var settings = SettingsBuilder.Of(stream, defaults.Region, streamArn, schema);
            settings = settings with { Resource = settings.Resource with { Installation = defaults.Installation } };
            (_known, _built) = ((settings, SettingsHash.Of(settings)), (stream.Spec, schema, streamArn));
        }

        return _known;
    }
}
