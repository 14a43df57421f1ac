using System.Reflection;
using System.Text.Json.Nodes;
using KeyspacesStreamer.Operator.Api.V1Alpha1;

namespace KeyspacesStreamer.Operator.Tests.Api.Schemas;

/// <summary>Schema and model have the same fields with the same types, defaults and words.</summary>
public sealed class SchemaModelTests
{
    private static readonly IReadOnlyList<(SchemaNode Schema, Type Type)> Objects = [.. Pairs(StreamDefinition.Schema, typeof(KeyspacesCdcStream))];

    private static readonly IReadOnlyList<(SchemaNode Schema, ModelMember Member)> Fields = [.. Objects.SelectMany(pair => FieldsOf(pair.Schema, pair.Type))];

    private static readonly IReadOnlyList<(SchemaNode Schema, ModelMember Member)> OwnFields = [.. Fields.Where(field => ModelMember.IsOurs(field.Member.Property.DeclaringType!))]; // properties have one

    [Fact]
    public void Walk_FindsAllObjectsOfTheSchema() =>
        Assert.Equal(
            StreamDefinition.Schema.All.Where(node => node.Properties.Count > 0).Select(node => node.Path).Order(StringComparer.Ordinal),
            Objects.Select(pair => pair.Schema.Path).Order(StringComparer.Ordinal));

    [Fact]
    public void EveryProperty_HasAMember() =>
        Assert.Empty(Objects.SelectMany(pair => pair.Schema.Properties.Select(property => property.Name).Except(MembersOf(pair.Type)).Select(name => $"{pair.Schema}.{name}: not in {pair.Type.Name}")));

    [Fact]
    public void EveryMember_HasAProperty() =>
        // Kubernetes' own types may hold more than the schema lets through.
        Assert.Empty(Objects.Where(pair => ModelMember.IsOurs(pair.Type))
            .SelectMany(pair => MembersOf(pair.Type).Except(pair.Schema.Properties.Select(property => property.Name)).Select(name => $"{pair.Type.Name}: {pair.Schema}.{name} is not in the schema")));

    [Fact]
    public void Types_AreTheSame() =>
        Assert.Empty(Fields.Where(field => field.Schema.Path != "metadata" && field.Member.SchemaType() != (field.Schema.Type, FormatOf(field.Schema)))
            .Select(field => $"{field.Schema}: {field.Schema.Type} {field.Schema.Format} in the schema, {field.Member.Type} in the model"));

    [Fact]
    public void Maps_AreMapsOfTextOrOfOurObjects() =>
        Assert.All(OwnFields.Where(field => field.Schema.IsMap || field.Member.IsMap), field =>
        {
            Assert.True(field.Schema.IsMap && field.Member.IsMap, field.Schema.Path);
            Assert.True(field.Member.Element is { } element && (element == typeof(string) || ModelMember.IsOurs(element)), field.Schema.Path);
        });

    [Fact]
    public void RequiredFields_AreRequiredMembers() =>
        Assert.Empty(Objects.Where(pair => ModelMember.IsOurs(pair.Type)).SelectMany(pair => FieldsOf(pair.Schema, pair.Type)
            .Where(field => field.Member.IsRequired != pair.Schema.Required.Contains(field.Schema.Name))
            .Select(field => $"{field.Schema}: required in {(field.Member.IsRequired ? "the model" : "the schema")} only")));

    [Fact]
    public void OptionalFieldsWithoutDefault_AreNullable() =>
        Assert.Empty(OwnFields.Where(field => field.Schema.Path.Contains('.', StringComparison.Ordinal) && field.Member.IsNullable == (field.Member.IsRequired || field.Schema.Default is not null))
            .Select(field => $"{field.Schema}: a member is nullable exactly when the field may be missing after defaults"));

    [Fact]
    public void Defaults_AreTheSame()
    {
        var different = OwnFields
            .Where(field => field.Schema.Default is not null and not JsonObject)
            .Select(field => (field.Schema, Model: ValueOfNew(field.Member)))
            .Where(field => field.Model != field.Schema.Default!.ToString()) // just filtered
            .Select(field => $"{field.Schema}: {field.Schema.Default} in the schema, {field.Model} in the model");

        Assert.Empty(different);
    }

    [Fact]
    public void DefaultObjects_AreEmpty_SoThatEachDefaultStandsOnce() =>
        Assert.All(StreamDefinition.Schema.All.Where(node => node.Default is JsonObject), node => Assert.Empty(node.Default!.AsObject())); // just filtered

    [Fact]
    public void Enums_AreTheWordsThatTheModelParses()
    {
        var enums = OwnFields.Where(field => field.Schema.Enum.Count > 0).ToList();

        Assert.True(enums.Count >= 8);
        Assert.Empty(enums.Where(field => !field.Schema.Enum.SequenceEqual(WordsOf(field.Member)))
            .Select(field => $"{field.Schema}: {string.Join(", ", field.Schema.Enum)} in the schema, {string.Join(", ", WordsOf(field.Member))} in the code"));
    }

    [Fact]
    public void UnknownFields_AreKeptNowhere() =>
        Assert.DoesNotContain("preserve-unknown-fields", StreamDefinition.Document.ToJsonString(), StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<(SchemaNode Schema, Type Type)> Pairs(SchemaNode schema, Type type) =>
        FieldsOf(schema, type).SelectMany(field => ChildOf(field) is var (node, child) && node.Properties.Count > 0 ? Pairs(node, child) : []).Prepend((schema, type));

    private static (SchemaNode Schema, Type Type) ChildOf((SchemaNode Schema, ModelMember Member) field) =>
        field.Schema.Element is { } element ? (element, field.Member.Element ?? throw new InvalidOperationException($"{field.Schema} is no collection in the model."))
        : (field.Schema, Nullable.GetUnderlyingType(field.Member.Type) ?? field.Member.Type);

    private static IEnumerable<(SchemaNode Schema, ModelMember Member)> FieldsOf(SchemaNode schema, Type type) =>
        schema.Properties.Join(ModelMember.Of(type), property => property.Name, member => member.Name, (property, member) => (property, member));

    private static IEnumerable<string> MembersOf(Type type) => ModelMember.Of(type).Select(member => member.Name);

    private static string? FormatOf(SchemaNode schema) => schema.Type is "integer" or "string" ? schema.Format : null;

    private static string ValueOfNew(ModelMember member)
    {
        var value = member.Property.GetValue(Activator.CreateInstance(member.Property.DeclaringType!)); // properties have one
        return value is bool flag ? (flag ? "true" : "false") : $"{value}";
    }

    private static IEnumerable<string> WordsOf(ModelMember member) =>
        member.Property.DeclaringType!.GetMethod("Parse" + member.Property.Name)?.ReturnType is { IsEnum: true } type ? Enum.GetNames(type) // properties have one
        : member.Property.DeclaringType == typeof(EncryptionSpec) ? typeof(EncryptionTypes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!) // constants have values
        : [];
}
