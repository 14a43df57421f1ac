using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using KeyspacesStreamer.Operator.Resources;
using KeyspacesStreamer.Operator.Tests.Api.Schemas;

namespace KeyspacesStreamer.Operator.Tests.Resources;

/// <summary>Whatever a stream may be called, its objects have names that Kubernetes takes.</summary>
public sealed partial class OwnedResourceNamesTests
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyz";
    private const int LongestStream = 52;

    [Fact]
    public void Names_OfAnyStream_AreLabelsOfTheDomainNameSystem() =>
        Prop.ForAll(StreamNames().ToArbitrary(), HasValidNames).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void LongestStream_IsThatOfTheSchema() =>
        Assert.Contains(StreamDefinition.Schema.Rules, rule => rule.Rule.StartsWith($"self.metadata.name.size() <= {LongestStream} ", StringComparison.Ordinal));

    private static bool HasValidNames(string stream)
    {
        string[] names = [OwnedResourceNames.Settings(stream), OwnedResourceNames.ServiceAccount(stream), OwnedResourceNames.Service(stream), OwnedResourceNames.Deployment(stream), OwnedResourceNames.DisruptionBudget(stream)];
        return names.All(name => name.Length <= 63 && DnsLabel().IsMatch(name))
            && StreamLabels.Of(stream).Values.All(value => value.Length <= 63 && LabelValue().IsMatch(value));
    }

    private static Gen<string> StreamNames() =>
        from length in Gen.Choose(0, LongestStream - 2)
        from first in Gen.Elements(Letters.ToCharArray())
        from inner in Gen.Elements((Letters + "0123456789-").ToCharArray()).ArrayOf(length)
        from last in Gen.Elements((Letters + "0123456789").ToCharArray())
        select $"{first}{new string(inner)}{last}";

    [GeneratedRegex("^[a-z]([-a-z0-9]*[a-z0-9])?$")]
    private static partial Regex DnsLabel();

    [GeneratedRegex("^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$")]
    private static partial Regex LabelValue();
}
