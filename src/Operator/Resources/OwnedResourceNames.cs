namespace KeyspacesStreamer.Operator.Resources;

/// <summary>Names of the objects that belong to a stream, made from its name of at most 52 characters.</summary>
internal static class OwnedResourceNames
{
    public static string Settings(string stream) => stream + "-settings";

    public static string ServiceAccount(string stream) => stream + "-stream";

    public static string Service(string stream) => stream + "-metrics";

    public static string Deployment(string stream) => stream + "-stream";

    public static string DisruptionBudget(string stream) => stream + "-stream";
}
