using System.Xml.Linq;
using KeyspacesStreamer.Testing;

namespace KeyspacesStreamer.Architecture.Tests.Images;

/// <summary>What eng/Container.props says of one of the two images.</summary>
/// <param name="isNative">Whether it is the native pod or the operator.</param>
internal sealed class ContainerProperties(bool isNative)
{
    private readonly XElement _root = XDocument.Load(RepositoryRoot.PathOf("eng", "Container.props")).Root
        ?? throw new InvalidOperationException("eng/Container.props is empty.");

    public string Of(string name) =>
        Assert.Single(_root.Elements("PropertyGroup").Where(Applies).SelectMany(group => group.Elements(name))).Value;

    public string Port => Items("ContainerPort").Single().Key;

    public Dictionary<string, string> Environment => Items("ContainerEnvironmentVariable");

    private Dictionary<string, string> Items(string name) =>
        _root.Elements("ItemGroup").Elements(name).Where(Applies)
            .ToDictionary(item => Attribute(item, "Include"), item => Attribute(item, "Value"));

    /// <summary>Conditions tell the images apart by whether they are compiled to native code, in the two forms known here.</summary>
    private bool Applies(XElement element) => element.Attribute("Condition")?.Value switch
    {
        "'$(PublishAot)' == 'true'" => isNative,
        "'$(PublishAot)' != 'true'" => !isNative,
        _ => true,
    };

    private static string Attribute(XElement item, string name) => item.Attribute(name)?.Value ?? "";
}
