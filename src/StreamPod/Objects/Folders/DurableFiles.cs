using System.Buffers;
using System.Runtime.InteropServices;

namespace KeyspacesStreamer.StreamPod.Objects.Folders;

/// <summary>The steps of a crash-safe file store: whole new files, names given exclusively, folders flushed. Linux and macOS.</summary>
internal static partial class DurableFiles
{
    private const int FileExists = 17;
    private const int NoSuchFile = 2;

    /// <summary>Writes a file that must not exist and flushes it to the disk.</summary>
    public static void Write(string path, ReadOnlySequence<byte> content)
    {
        using var file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, FileOptions.None, content.Length);
        var offset = 0L;
        foreach (var segment in content)
        {
            RandomAccess.Write(file, segment.Span, offset);
            offset += segment.Length;
        }

        RandomAccess.FlushToDisk(file);
    }

    /// <summary>Gives a file a second name unless the name is taken or the file is gone. Exactly one of many callers succeeds.</summary>
    /// <remarks>File.Move without overwrite looks first and renames then, so two movers could both succeed.</remarks>
    public static bool TryLink(string existing, string name)
    {
        if (NativeLink(existing, name) == 0)
        {
            return true;
        }

        var error = Marshal.GetLastPInvokeError();
        return error is FileExists or NoSuchFile
            ? false
            : throw new IOException($"Linking {existing} to {name} failed: {Marshal.GetPInvokeErrorMessage(error)} ({error}). The folder's file system must know hard links.");
    }

    /// <summary>Makes the names inside a folder survive a power failure.</summary>
    public static void Flush(string folder)
    {
        var descriptor = NativeOpen(folder, 0);
        if (descriptor < 0)
        {
            throw Failure("Opening", folder);
        }

        try
        {
            if (NativeFlush(descriptor) != 0)
            {
                throw Failure("Flushing", folder);
            }
        }
        finally
        {
            _ = NativeClose(descriptor);
        }
    }

    private static IOException Failure(string what, string folder)
    {
        var error = Marshal.GetLastPInvokeError();
        return new IOException($"{what} the folder {folder} failed: {Marshal.GetPInvokeErrorMessage(error)} ({error}).");
    }

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int NativeLink(string existing, string name);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int NativeOpen(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int NativeFlush(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int NativeClose(int descriptor);
}
