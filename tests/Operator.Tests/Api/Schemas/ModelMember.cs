using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;

namespace KeyspacesStreamer.Operator.Tests.Api.Schemas;

/// <summary>One JSON member of a model type, in the words of a schema.</summary>
internal sealed class ModelMember(PropertyInfo property)
{
    private static readonly NullabilityInfoContext Nullability = new();

    public string Name { get; } = property.GetCustomAttribute<JsonPropertyNameAttribute>()!.Name; // asserted by Of

    public Type Type { get; } = property.PropertyType;

    public PropertyInfo Property { get; } = property;

    public bool IsRequired { get; } = property.GetCustomAttribute<RequiredMemberAttribute>() is not null;

    public bool IsNullable { get; } = Nullability.Create(property).WriteState == NullabilityState.Nullable;

    public bool IsNumberOrText { get; } = property.GetCustomAttribute<JsonConverterAttribute>()?.ConverterType?.Name == "NumberOrTextConverter";

    /// <summary>Type of a list's items or of a map's values; null for others.</summary>
    public Type? Element { get; } = ElementOf(property.PropertyType);

    public bool IsMap { get; } = property.PropertyType.IsGenericType && property.PropertyType.GetGenericTypeDefinition().Name.Contains("Dictionary", StringComparison.Ordinal);

    public static bool IsOurs(Type type) => type.Namespace!.StartsWith("KeyspacesStreamer", StringComparison.Ordinal); // all types here have a namespace

    public static IReadOnlyList<ModelMember> Of(Type type) =>
    [
        .. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.GetCustomAttribute<JsonIgnoreAttribute>() is null)
            .Select(property => property.GetCustomAttribute<JsonPropertyNameAttribute>() is not null ? new ModelMember(property) : throw new InvalidOperationException($"{type.Name}.{property.Name} has no JsonPropertyName.")),
    ];

    /// <summary>What the schema calls this type.</summary>
    public (string Type, string? Format) SchemaType() => (Nullable.GetUnderlyingType(Type) ?? Type) switch
    {
        var type when type == typeof(string) => (IsNumberOrText ? "int-or-string" : "string", null),
        var type when type == typeof(DateTime) => ("string", "date-time"),
        var type when type == typeof(bool) => ("boolean", null),
        var type when type == typeof(int) => ("integer", "int32"),
        var type when type == typeof(long) => ("integer", "int64"),
        _ => (Element is not null && !IsMap ? "array" : "object", null),
    };

    private static Type? ElementOf(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() != typeof(Nullable<>) ? type.GetGenericArguments()[^1] : null;
}
