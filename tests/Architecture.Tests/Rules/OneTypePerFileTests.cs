using KeyspacesStreamer.Architecture.Tests.Sources;

namespace KeyspacesStreamer.Architecture.Tests.Rules;

/// <summary>Files and the types they declare.</summary>
public sealed class OneTypePerFileTests
{
    [Fact]
    public void Tree_Always_HoldsTheRule() => Verdict.IsClean(OneTypePerFile.Violations(Tree.CSharp));

    [Theory]
    [InlineData("Lease.cs", "class Lease { } class Other { }", "declares 2 types: Lease, Other")]
    [InlineData("Lease.cs", "record struct Lese(int Counter);", "declares Lese")]
    [InlineData("WorkQueue.cs", "class WorkQueue<T> where T : class { }", "declares WorkQueue{T}")]
    [InlineData("Lease.Reading.cs", "class Lease { }", "declares Lease")]
    [InlineData("Lease.cs", "class Lease { } enum LeaseState { Free }", "declares 2 types")]
    [InlineData("Lease.cs", "class Lease { } delegate Task<int> Take(Lease lease);", "declares 2 types: Lease, Take")]
    [InlineData("Globals.cs", "using System;", "declares no type")]
    public void Violations_OtherTypes_AreNamed(string file, string code, string expected) =>
        Verdict.Names(OneTypePerFile.Violations([new SourceFile("src/StreamPod/Leases/" + file, code)]), expected);

    [Theory]
    [InlineData("Lease.cs", "namespace A; internal sealed record Lease(string record, int count) { private enum Phase { One } }")]
    [InlineData("Lease.cs", "/* class Other */ [Flags] public enum Lease { None } // struct Other")]
    [InlineData("Pair{TKey,TValue}.cs", "readonly record struct Pair<TKey, TValue>(TKey Key) where TKey : struct where TValue : class;")]
    [InlineData("Lease.Reading.cs", "internal static partial class Lease { }")]
    [InlineData("Program.cs", "return await Commands.RunAsync(args);")]
    public void Violations_OneTypeOfTheFilesName_IsClean(string file, string code) =>
        Verdict.IsClean(OneTypePerFile.Violations([new SourceFile("src/StreamPod/Leases/" + file, code)]));
}
