using System.Text.Json;
using Google.Protobuf;
using KeyspacesStreamer.Infrastructure.Tests.Provider.Wire;

namespace KeyspacesStreamer.Infrastructure.Tests.Provider;

/// <summary>The extracted schema of the AWS provider, as the protocol has it.</summary>
internal static class SchemaFile
{
    public static GetProviderSchema.Types.Response Read()
    {
        using var file = typeof(SchemaFile).Assembly.GetManifestResourceStream("aws-schema.json")!; // built in
        using var document = JsonDocument.Parse(file);
        var answer = new GetProviderSchema.Types.Response { Provider = SchemaOf(document.RootElement.GetProperty("provider")) };
        answer.ResourceSchemas.Add(SchemasOf(document.RootElement.GetProperty("resources")));
        answer.DataSourceSchemas.Add(SchemasOf(document.RootElement.GetProperty("data")));
        return answer;
    }

    private static Dictionary<string, Schema> SchemasOf(JsonElement types) =>
        types.EnumerateObject().ToDictionary(type => type.Name, type => SchemaOf(type.Value));

    private static Schema SchemaOf(JsonElement block) => new() { Block = BlockOf(block) };

    private static Schema.Types.Block BlockOf(JsonElement element)
    {
        var block = new Schema.Types.Block();
        block.Attributes.AddRange(element.GetProperty("attributes").EnumerateObject().Select(attribute => new Schema.Types.Attribute
        {
            Name = attribute.Name,
            Type = ByteString.CopyFromUtf8(attribute.Value.GetProperty("type").GetRawText()),
            Required = Has(attribute.Value, "required"),
            Optional = Has(attribute.Value, "optional"),
            Computed = Has(attribute.Value, "computed"),
        }));
        block.BlockTypes.AddRange(element.GetProperty("blocks").EnumerateObject().Select(nested => new Schema.Types.NestedBlock
        {
            TypeName = nested.Name,
            Block = BlockOf(nested.Value),
            Nesting = NestingOf(nested.Value.GetProperty("nesting").GetString()),
            MinItems = Number(nested.Value, "min"),
            MaxItems = Number(nested.Value, "max"),
        }));
        return block;
    }

    private static bool Has(JsonElement element, string name) => element.TryGetProperty(name, out var value) && value.GetBoolean();

    private static long Number(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetInt64() : 0;

    private static Schema.Types.NestedBlock.Types.Nesting NestingOf(string? text) => text switch
    {
        "list" => Schema.Types.NestedBlock.Types.Nesting.List,
        "set" => Schema.Types.NestedBlock.Types.Nesting.Set,
        "single" => Schema.Types.NestedBlock.Types.Nesting.Single,
        _ => throw new InvalidDataException($"The fixture knows no nesting {text}."),
    };
}
