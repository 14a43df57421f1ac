using KeyspacesStreamer.Architecture.Tests.Sources;

namespace KeyspacesStreamer.Architecture.Tests.Rules;

/// <summary>Error codes outside their one table.</summary>
public sealed class ErrorCodeComparisonsTests
{
    [Fact]
    public void Tree_Always_HoldsTheRule() => Verdict.IsClean(ErrorCodeComparisons.Violations(Tree.CSharp));

    [Theory]
    [InlineData("src/Operator/Aws/Images/ImageInspector.cs", "catch (E e) when (e.Code is \"ImageNotFoundException\")", "line 1 spells the error code ImageNotFoundException")]
    [InlineData("src/StreamPod/Objects/S3/S3Refusals.cs", "var x = exception.ErrorCode switch { }", "line 1 looks at an error code")]
    [InlineData("src/AwsAccess/Causes.cs", "if (answer.ErrorCode == code)", "looks at an error code")]
    [InlineData("src/StreamPod/Faults/AwsFaults.cs", "exception is AmazonServiceException { ErrorCode: { } code }", "looks at an error code")]
    public void Violations_CodeLookedAtElsewhere_NamesItAndItsPlace(string path, string code, string expected) =>
        Verdict.Names(ErrorCodeComparisons.Violations([new SourceFile(path, code)]), expected);

    [Theory]
    [InlineData("src/Contracts/Aws/AwsErrorCodes.cs", "\"SlowDown\"")]
    [InlineData("src/StreamsEmulator/Wire/Errors.cs", "\"ThrottlingException\"")]
    [InlineData("src/Operator/Aws/Images/ImageInspector.cs", "// ImageNotFoundException")]
    [InlineData("src/Operator/Aws/Images/ImageInspector.cs", "throw new AmazonServiceException(error.Message, null, error.Type, error.Code)")]
    public void Violations_TableOrWordsOfOthers_IsClean(string path, string code) =>
        Verdict.IsClean(ErrorCodeComparisons.Violations([new SourceFile(path, code)]));
}
