using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Security.Cryptography;

namespace KeyspacesStreamer.Simulation.Coverage;

/// <summary>Reads the awaits of an assembly from its portable symbols.</summary>
/// <param name="assembly">Path of the assembly.</param>
/// <param name="sources">Folder of its sources within the repository; what is before it in a document's name depends on the build.</param>
/// <param name="repository">Folder of the checkout.</param>
internal sealed class AwaitSymbols(string assembly, string sources, string repository) : IDisposable
{
    // Async method stepping information: https://github.com/dotnet/runtime/blob/main/docs/design/specs/PortablePdb-Metadata.md
    private static readonly Guid SteppingInformation = new("54FD2AC5-E925-401A-9C2A-F94F171072F8");

    private readonly PEReader _image = new(File.OpenRead(assembly));
    private readonly Dictionary<string, string[]> _lines = [];

    public IEnumerable<(int Machine, AwaitPoint Point)> Read()
    {
        var code = _image.GetMetadataReader();
        if (!_image.TryOpenAssociatedPortablePdb(assembly, File.OpenRead, out var provider, out _) || provider is null)
        {
            throw new InvalidOperationException($"{assembly} has no portable symbols beside it.");
        }

        using (provider)
        {
            var symbols = provider.GetMetadataReader();
            foreach (var handle in symbols.CustomDebugInformation)
            {
                var entry = symbols.GetCustomDebugInformation(handle);
                if (symbols.GetGuid(entry.Kind) == SteppingInformation)
                {
                    foreach (var found in PointsOf(code, symbols, (MethodDefinitionHandle)entry.Parent, symbols.GetBlobReader(entry.Value)))
                    {
                        yield return found;
                    }
                }
            }
        }
    }

    public void Dispose() => _image.Dispose();

    private List<(int Machine, AwaitPoint Point)> PointsOf(MetadataReader code, MetadataReader symbols, MethodDefinitionHandle moveNext, BlobReader blob)
    {
        var information = symbols.GetMethodDebugInformation(moveNext);
        var machine = code.GetMethodDefinition(moveNext).GetDeclaringType();
        var written = code.GetMethodDefinition(information.GetStateMachineKickoffMethod());
        var (type, method) = (TypeName(code, written.GetDeclaringType()), PlainName(code.GetString(written.Name)));
        var found = new List<(int Machine, AwaitPoint Point)>();
        blob.ReadUInt32(); // offset of the catch handler
        while (blob.RemainingBytes > 0)
        {
            var yield = blob.ReadInt32();
            blob.ReadUInt32(); // offset of the resumption
            blob.ReadCompressedInteger(); // method that is resumed: the same
            RequireState(code, moveNext, yield, found.Count);
            var (file, line) = PlaceOf(symbols, information, yield);
            found.Add((MetadataTokens.GetToken(machine), new AwaitPoint(type, method, found.Count, file, line, _lines[file][line - 1].Trim())));
        }

        return found;
    }

    /// <summary>Makes sure that awaits are numbered as they are listed: before it yields, the machine writes its number down (ldc.i4, dup, stloc.0, stfld).</summary>
    private void RequireState(MetadataReader code, MethodDefinitionHandle moveNext, int yield, int state)
    {
        var body = _image.GetMethodBody(code.GetMethodDefinition(moveNext).RelativeVirtualAddress).GetILBytes()!; // a state machine has a body
        var end = yield - 5;
        var isWritten = body[end] == 0x7D && body[end - 1] == 0x0A && body[end - 2] == 0x25
            && (state <= 8 ? body[end - 3] == 0x16 + state : body[end - 4] == 0x1F && body[end - 3] == state);
        if (!isWritten)
        {
            var type = TypeName(code, code.GetMethodDefinition(moveNext).GetDeclaringType());
            throw new InvalidOperationException($"{type} does not number its await {state} as expected.");
        }
    }

    private (string File, int Line) PlaceOf(MetadataReader symbols, MethodDebugInformation information, int offset)
    {
        var place = information.GetSequencePoints().Where(point => !point.IsHidden && point.Offset <= offset).MaxBy(point => point.Offset);
        var document = symbols.GetString(symbols.GetDocument(place.Document).Name).Replace('\\', '/');
        var start = document.LastIndexOf($"/{sources}", StringComparison.Ordinal);
        var file = start >= 0 ? document[(start + 1)..] : throw new InvalidOperationException($"{document} is not in {sources}.");
        if (!_lines.ContainsKey(file))
        {
            _lines[file] = LinesOf(file, symbols.GetBlobBytes(symbols.GetDocument(place.Document).Hash));
        }

        return (file, place.StartLine);
    }

    private string[] LinesOf(string file, byte[] hash)
    {
        var path = Path.Combine(repository, file);
        return SHA256.HashData(File.ReadAllBytes(path)).AsSpan().SequenceEqual(hash)
            ? File.ReadAllLines(path)
            : throw new InvalidOperationException($"{file} is not what {assembly} was compiled from.");
    }

    private static string TypeName(MetadataReader code, TypeDefinitionHandle handle)
    {
        var type = code.GetTypeDefinition(handle);
        var name = code.GetString(type.Name);
        // Lambdas are in types that nobody wrote.
        return type.GetDeclaringType() is { IsNil: false } outer && name.StartsWith('<') ? TypeName(code, outer)
            : name.IndexOf('`', StringComparison.Ordinal) is >= 0 and var end ? name[..end]
            : name;
    }

    private static string PlainName(string name) =>
        name.StartsWith('<') && name.IndexOf('>', StringComparison.Ordinal) is > 0 and var end ? name[1..end] : name;
}
