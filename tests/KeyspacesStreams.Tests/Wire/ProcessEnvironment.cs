using System.Collections;
using Amazon.Runtime;

namespace KeyspacesStreamer.KeyspacesStreams.Tests.Wire;

/// <summary>The AWS variables of the process for the length of a test: the given ones and no others.</summary>
[CollectionDefinition(nameof(ProcessEnvironment), DisableParallelization = true)]
public sealed class ProcessEnvironment : IDisposable
{
    private readonly Dictionary<string, string?> _before;

    public ProcessEnvironment(Dictionary<string, string> variables)
    {
        _before = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Where(entry => ((string)entry.Key).StartsWith("AWS_", StringComparison.Ordinal))
            .ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value);
        foreach (var name in _before.Keys)
        {
            Environment.SetEnvironmentVariable(name, null);
        }

        foreach (var name in variables.Keys)
        {
            _before.TryAdd(name, null);
            Environment.SetEnvironmentVariable(name, variables[name]);
        }

        // The SDK remembers the region it found first.
        FallbackRegionFactory.Reset();
    }

    public void Dispose()
    {
        foreach (var (name, value) in _before)
        {
            Environment.SetEnvironmentVariable(name, value);
        }

        FallbackRegionFactory.Reset();
    }
}
