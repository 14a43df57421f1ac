using KeyspacesStreamer.Architecture.Tests.Sources;

namespace KeyspacesStreamer.Architecture.Tests.Rules;

/// <summary>Summaries of types.</summary>
public sealed class TypeSummariesTests
{
    [Fact]
    public void Tree_Always_HoldsTheRule() => Verdict.IsClean(TypeSummaries.Violations(Tree.CSharp));

    [Theory]
    [InlineData("internal sealed class Lease;")]
    [InlineData("// <summary>No documentation comment.</summary>\ninternal sealed class Lease;")]
    [InlineData("/// <summary></summary>\ninternal sealed class Lease;")]
    [InlineData("/// <summary>\n/// </summary>\ninternal sealed class Lease;")]
    [InlineData("/// <remarks>Elsewhere.</remarks>\ninternal sealed partial class Lease;")]
    [InlineData("/// <summary>Of the first.</summary>\nclass First { }\nclass Lease { }")]
    public void Violations_NoSummary_NamesTheType(string code) =>
        Verdict.Names(TypeSummaries.Violations([new SourceFile("src/StreamPod/Leases/Lease.cs", code)]), "Lease has no <summary>");

    [Theory]
    [InlineData("Lease.cs", "namespace A;\n\n/// <summary>The item of a shard.</summary>\n[Flags]\ninternal enum Lease { None }")]
    [InlineData("Lease.cs", "/// <summary>\n/// The item of a shard.\n/// </summary>\n/// <param name=\"A\">A.</param>\nrecord Lease(int A);")]
    [InlineData("Lease.cs", "/// <summary><c>leaseKey</c> and what belongs to it.</summary>\nrecord Lease(int A);")]
    [InlineData("Lease.Reading.cs", "internal sealed partial class Lease { }")]
    [InlineData("LeaseTests.cs", "public sealed class LeaseTests { }")]
    public void Violations_SummaryOrTestClass_IsClean(string file, string code) =>
        Verdict.IsClean(TypeSummaries.Violations([new SourceFile("src/StreamPod/Leases/" + file, code)]));
}
