namespace KeyspacesStreamer.Operator.Resources;

/// <summary>A field of a wanted object that the live one has otherwise, or not.</summary>
/// <param name="Path">Its path for people, such as <c>spec.template.spec.containers[name=streampod].image</c>.</param>
/// <param name="Steps">The same path as metadata.managedFields writes it, one member a step: <c>f:spec</c>, <c>k:{"name":"streampod"}</c>.</param>
internal sealed record FieldDifference(string Path, IReadOnlyList<string> Steps);
