using System.IO.MemoryMappedFiles;
using KeyspacesStreamer.Fuzzing.Targets;

namespace KeyspacesStreamer.Fuzzing.Engine;

/// <summary>The input that is being tried, kept in a file that outlives a crash of the process.</summary>
internal sealed class CurrentInput : IDisposable
{
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private long _number;

    public CurrentInput(string path)
    {
        _file = MemoryMappedFile.CreateFromFile(path, FileMode.OpenOrCreate, null, sizeof(int) + Mutator.MostBytes + (1 << 20));
        _view = _file.CreateViewAccessor();
    }

    /// <summary>Moves with each input.</summary>
    public long Number => Volatile.Read(ref _number);

    /// <summary>The target that is at work.</summary>
    public IFuzzTarget? Target { get; private set; }

    public void Set(IFuzzTarget target, byte[] input)
    {
        Target = target;
        _view.Write(0, input.Length);
        _view.WriteArray(sizeof(int), input, 0, input.Length);
        Volatile.Write(ref _number, _number + 1);
    }

    /// <summary>What a process that has ended was trying last; nothing when it tried none.</summary>
    public static byte[] Read(string path)
    {
        if (!File.Exists(path))
        {
            return [];
        }

        var bytes = File.ReadAllBytes(path);
        return bytes.AsSpan(sizeof(int), BitConverter.ToInt32(bytes)).ToArray();
    }

    public void Dispose()
    {
        _view.Dispose();
        _file.Dispose();
    }
}
