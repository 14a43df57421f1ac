using Amazon;
using Amazon.Runtime.SharedInterfaces;
using Amazon.RuntimeDependencies;

namespace KeyspacesStreamer.AwsAccess.Tests;

/// <summary>What the SDK loads by reflection, all of which has a decision.</summary>
public sealed class SdkDependenciesTests
{
    [Fact]
    public void All_RegistrationsOfTheSdk_EachHasADecision()
    {
        var known = typeof(GlobalRuntimeDependencyRegistry).GetMethods()
            .Select(method => method.Name)
            .Where(name => name.StartsWith("Register", StringComparison.Ordinal))
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal);

        Assert.Equal(known, SdkDependencies.All.Select(dependency => dependency.Method).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Register_Always_MakesTheTokenServiceKnown()
    {
        SdkDependencies.Register();

        var context = new SecurityTokenServiceClientContext { Region = RegionEndpoint.EUWest1 };
        var client = GlobalRuntimeDependencyRegistry.Instance.GetInstance<ICoreAmazonSTS>(
            "AWSSDK.SecurityToken", "Amazon.SecurityToken.AmazonSecurityTokenServiceClient", new CreateInstanceContext(context));
        Assert.NotNull(client);
        Assert.Equal(["RegisterSecurityTokenServiceClient"], SdkDependencies.All.Where(dependency => dependency.IsRegistered).Select(dependency => dependency.Method));
    }

    [Theory]
    [InlineData("RegisterSSOClient", "aws configure export-credentials")]
    [InlineData("RegisterSSOOIDCClient", "credential_process")]
    [InlineData("RegisterSigninClient", "aws login")]
    [InlineData("RegisterSigV4aProvide", "Multi-Region access points")]
    public void InsteadOf_WhatIsNotSupported_SaysWhatToDo(string method, string expected) =>
        Assert.Contains(expected, SdkDependencies.InsteadOf(method), StringComparison.Ordinal);

    [Fact]
    public void InsteadOf_Unknown_IsNull() => Assert.Null(SdkDependencies.InsteadOf("RegisterSomethingNew"));
}
