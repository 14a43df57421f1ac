using System.Buffers;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;

namespace KeyspacesStreamer.StreamPod.Objects.Folders;

/// <summary>Creates objects in a folder so that a crash at any step leaves either nothing to see or an object that the next visitor finishes.</summary>
/// <remarks>
/// Object and sidecar are staged and flushed; linking the sidecar under its name is the one deciding step; then the object is linked
/// under its key. Several processes may do this at once. A crash before the deciding step leaves staged files behind, which nothing reads.
/// </remarks>
internal sealed class FolderCreation(Random random, FolderLayout layout)
{
    private readonly string _writer = $"{Environment.ProcessId:x}-{random.NextInt64():x16}";
    private readonly ConcurrentDictionary<string, bool> _flushedFolders = new(StringComparer.Ordinal);
    private long _staged;

    public bool TryCreate(SealedObject content)
    {
        var path = layout.ObjectOf(content.Key);
        if (Directory.Exists(path))
        {
            throw new ObjectStoreException($"{path} is a folder of other objects; an object and a folder cannot share a name here. Correct destination.keyTemplate.");
        }

        if (File.Exists(path) || File.Exists(layout.SidecarOf(content.Key)))
        {
            Settle(content.Key);
            return false;
        }

        MakeFolders(content.Key);
        var token = Stage(content);
        var created = DurableFiles.TryLink(layout.StagedSidecar(token), layout.SidecarOf(content.Key));
        if (!created)
        {
            Unstage(token);
        }

        Settle(content.Key);
        return created;
    }

    /// <summary>Finishes and flushes an object that was decided, whoever began it.</summary>
    /// <returns>Its sidecar, or null when no store wrote an object under the key.</returns>
    public FolderSidecar? Settle(string key)
    {
        if (SidecarAt(layout.SidecarOf(key)) is not { } sidecar)
        {
            return null;
        }

        var path = layout.ObjectOf(key);
        DurableFiles.Flush(Path.GetDirectoryName(layout.SidecarOf(key))!); // never null: sidecars lie below the root
        if (!DurableFiles.TryLink(layout.StagedObject(sidecar.Token), path))
        {
            RequireOwn(layout.StagedObject(sidecar.Token), path);
        }

        DurableFiles.Flush(Path.GetDirectoryName(path)!); // never null: objects lie below the root
        Unstage(sidecar.Token);
        return sidecar;
    }

    /// <summary>Finishes what crashed between the deciding step and the object's appearance.</summary>
    public void SettleAll()
    {
        if (!Directory.Exists(layout.Staging))
        {
            return;
        }

        foreach (var staged in Directory.EnumerateFiles(layout.Staging, "*.sidecar"))
        {
            if (SidecarAt(staged) is { } sidecar && SidecarAt(layout.SidecarOf(sidecar.Key))?.Token == sidecar.Token)
            {
                Settle(sidecar.Key);
            }
        }
    }

    private string Stage(SealedObject content)
    {
        var token = $"{_writer}-{Interlocked.Increment(ref _staged):x}";
        var sidecar = new FolderSidecar
        {
            Token = token,
            Key = content.Key,
            ContentType = content.ContentType,
            ContentEncoding = content.ContentEncoding,
            Metadata = content.Metadata,
        };
        DurableFiles.Write(layout.StagedObject(token), content.Content);
        DurableFiles.Write(layout.StagedSidecar(token), new ReadOnlySequence<byte>(JsonSerializer.SerializeToUtf8Bytes(sidecar, FolderSidecarJson.Default.FolderSidecar)));
        DurableFiles.Flush(layout.Staging);
        return token;
    }

    private void Unstage(string token)
    {
        // The sidecar first: without it nobody looks for the object.
        File.Delete(layout.StagedSidecar(token));
        File.Delete(layout.StagedObject(token));
    }

    /// <summary>The name was taken: by us or a helper (then nothing is staged any more, or the bytes agree), never by another program.</summary>
    private static void RequireOwn(string staged, string path)
    {
        if (!File.Exists(path))
        {
            throw new ObjectStoreException($"{path} was created once and is gone now, with its staged bytes. Objects must not be deleted by hand; restore it, or delete its sidecar too.");
        }

        try
        {
            using var ours = File.OpenRead(staged);
            using var found = File.OpenRead(path);
            if (!SHA256.HashData(ours).AsSpan().SequenceEqual(SHA256.HashData(found)))
            {
                throw new ObjectStoreException($"{path} was put there by another program while it was being written. Move it away; the staged bytes are {staged}.");
            }
        }
        catch (FileNotFoundException)
        {
            // Nothing is staged: the object was finished before.
        }
    }

    private void MakeFolders(string key)
    {
        MakeFolder(layout.Staging);
        MakeFolder(Path.GetDirectoryName(layout.SidecarOf(key))!); // never null: sidecars lie below the root
        MakeFolder(Path.GetDirectoryName(layout.ObjectOf(key))!); // never null: objects lie below the root
    }

    private void MakeFolder(string folder)
    {
        if (_flushedFolders.ContainsKey(folder))
        {
            return;
        }

        if (folder != layout.Root && Path.GetDirectoryName(folder) is { } parent)
        {
            MakeFolder(parent);
        }

        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (IOException exception) when (File.Exists(folder))
        {
            throw new ObjectStoreException($"{folder} is an object, and a key below it was asked for; an object and a folder cannot share a name here. Correct destination.keyTemplate.", exception);
        }

        // Flushed even when it was there: another process may have made it a moment ago.
        DurableFiles.Flush(Path.GetDirectoryName(folder)!); // never null: the bucket's folder has a parent
        _flushedFolders[folder] = true;
    }

    private static FolderSidecar? SidecarAt(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), FolderSidecarJson.Default.FolderSidecar);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            // Not there; a folder of that name (of other keys) is answered with UnauthorizedAccess.
            return null;
        }
        catch (JsonException) when (path.EndsWith(".sidecar", StringComparison.Ordinal))
        {
            // Staged by a writer that is still at it, or crashed there.
            return null;
        }
    }
}
