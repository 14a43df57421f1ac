using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.Operator.Api.V1Alpha1;

namespace KeyspacesStreamer.Operator.Resources;

/// <summary>One pass over a spec: takes what can be read and collects everything that cannot.</summary>
internal sealed class SpecParser
{
    private readonly List<SpecProblem> _problems = [];

    public IReadOnlyList<SpecProblem> Problems => _problems;

    /// <summary>What the field says, or something sound in its place once its problem is noted.</summary>
    public T ParseOr<T>(Func<T> parse, T defaultValue)
    {
        try
        {
            return parse();
        }
        catch (InvalidSpecException problem)
        {
            _problems.Add(new SpecProblem(problem.Path, problem.Message));
            return defaultValue;
        }
    }

    public void Note(SettingsProblem problem)
    {
        var path = PathOf(problem.Path);
        _problems.Add(new SpecProblem(path, $"{path}: {problem.Value}: {problem.Message}"));
    }

    /// <summary>The field of the resource that a member of the settings is made from.</summary>
    private static string PathOf(string path) => path switch
    {
        "resource.name" => "metadata.name",
        "resource.namespace" => "metadata.namespace",
        "pod.drainTimeout" => "spec.pod.terminationGracePeriodSeconds",
        "" => "spec",
        _ => "spec." + path,
    };
}
