using System.Reflection;
using System.Text.RegularExpressions;
using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Tests.Api.Schemas;

namespace KeyspacesStreamer.Operator.Tests.Api.V1Alpha1;

/// <summary>Types and reasons of conditions are words that the schema takes, each once.</summary>
public sealed class ConditionWordsTests
{
    [Fact]
    public void Types_AreAllListed() => Assert.Equal(WordsOf(typeof(ConditionTypes)), ConditionTypes.All);

    [Fact]
    public void Types_AreTakenByTheSchema() => Assert.All(ConditionTypes.All, word => Assert.Matches(PatternOf("type"), word));

    [Fact]
    public void Reasons_AreTakenByTheSchema() => Assert.All(WordsOf(typeof(ConditionReasons)), word => Assert.Matches(PatternOf("reason"), word));

    [Theory]
    [InlineData(typeof(ConditionTypes))]
    [InlineData(typeof(ConditionReasons))]
    public void Words_AreNamedLikeTheirConstants(Type words) =>
        Assert.All(words.GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.IsLiteral), field => Assert.Equal(field.Name, field.GetRawConstantValue()));

    private static IEnumerable<string> WordsOf(Type words) =>
        words.GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!); // constants have values

    private static Regex PatternOf(string field) => new(StreamDefinition.Field($"status.conditions[].{field}").Pattern!, RegexOptions.CultureInvariant); // written
}
