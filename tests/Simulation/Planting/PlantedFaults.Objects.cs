namespace KeyspacesStreamer.Simulation.Planting;

/// <content>Objects, their bytes and their names.</content>
internal static partial class PlantedFaults
{
    private const string ExistingObject = "Objects/ExistingObject.cs";

    private static PlantedFault[] Objects =>
    [
        new()
        {
            Name = "failed-put-taken-for-done",
            What = "A PUT that was refused or not answered counts as done.",
            File = "Checkpoints/GroupObjects.cs",
            Find = "token => _writer.WriteAsync(sealedObject, token)",
            Replace = """
                async token =>
                {
                    try
                    {
                        return await _writer.WriteAsync(sealedObject, token);
                    }
                    catch (Exception failure) when (Planted.Is("failed-put-taken-for-done") && !token.IsCancellationRequested && AwsFaults.IsPassing(failure, out _))
                    {
                        return new StoreOutcome.Stored(sealedObject.Content.Length);
                    }
                }
                """,
        },
        new()
        {
            Name = "other-shards-object-taken-for-ours",
            What = "A key that another shard took counts as the object that was to be put there.",
            File = ExistingObject,
            Find = "return new StoreOutcome.KeyTaken(",
            Replace = """return Planted.Is("other-shards-object-taken-for-ours") ? SameObject() : new StoreOutcome.KeyTaken(""",
        },
        new()
        {
            Name = "planted-object-taken-for-ours",
            What = "An object of the same range counts as ours whatever bytes it holds.",
            File = ExistingObject,
            Find = "(!found.BearsItsDigest || (IsThisVeryObject && !HasSameBytes))",
            Replace = """!Planted.Is("planted-object-taken-for-ours") && (!found.BearsItsDigest || (IsThisVeryObject && !HasSameBytes))""",
        },
        new()
        {
            Name = "bytes-change-between-lives",
            What = "Something that is counted again in each life goes into each record's bytes.",
            File = "Shapes/NativeRecordEncoder.cs",
            Find = "writer.Literal(_afterOperation);",
            Replace = """
                if (Planted.Is("bytes-change-between-lives"))
                {
                    writer.Literal(System.Text.Encoding.ASCII.GetBytes($"\",\"written\":\"{Planted.Next()}"));
                }

                writer.Literal(_afterOperation);
                """,
        },
        new()
        {
            Name = "collided-object-left-out",
            What = "An object whose key is taken by another shard is not put under its second name.",
            File = "Checkpoints/GroupObjects.cs",
            Find = "observer.KeyCollided(sealedObject);",
            Replace = """
                observer.KeyCollided(sealedObject);
                if (Planted.Is("collided-object-left-out"))
                {
                    item.Stored();
                    return new StoreOutcome.Stored(0);
                }

                """,
        },
    ];
}
