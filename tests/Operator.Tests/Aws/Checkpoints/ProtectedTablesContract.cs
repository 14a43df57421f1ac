using KeyspacesStreamer.Operator.Aws;
using KeyspacesStreamer.Operator.Aws.Checkpoints;

namespace KeyspacesStreamer.Operator.Tests.Aws.Checkpoints;

/// <summary>What stores hold to besides that keep tables from being deleted, and can restore them to a moment of the past.</summary>
public abstract class ProtectedTablesContract : CheckpointTablesContract
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Create_AsAsked_IsProtected(bool isProtected)
    {
        var tables = await OpenAsync();

        await tables.CreateAsync(Address, "apps/media-content", null, isProtected, Stop);

        Assert.Equal(isProtected, (await ActiveAsync(tables)).IsProtected);
    }

    [Fact]
    public async Task Delete_ProtectedTable_IsRefusedUntilItIsUnprotected()
    {
        var tables = await OpenAsync();
        await tables.CreateAsync(Address, "apps/media-content", null, isProtected: true, Stop);
        await ActiveAsync(tables);

        var refusal = await Assert.ThrowsAsync<AwsCallException>(() => tables.DeleteAsync(Address, Stop));
        await tables.UnprotectAsync(Address, Stop);
        var unprotected = await ActiveAsync(tables);
        await tables.DeleteAsync(Address, Stop);

        Assert.Equal((AwsFaultKind.Refused, AwsActions.DeleteTable), (refusal.Kind, refusal.Action));
        Assert.False(unprotected.IsProtected);
        Assert.True(await tables.DescribeAsync(Address, Stop) is null or { State: CheckpointTableState.Deleting });
    }

    [Fact]
    public async Task Unprotect_NoTable_IsAsItShouldBe() => await (await OpenAsync()).UnprotectAsync(Address, Stop);

    [Fact]
    public async Task Recoverable_Twice_IsTurnedOnAndStays()
    {
        var tables = await OpenAsync();
        await tables.CreateAsync(Address, "apps/media-content", null, isProtected: false, Stop);
        await ActiveAsync(tables);
        var before = await IsRecoverableAsync();

        var found = new[] { await tables.RecoverableAsync(Address, Stop), await tables.RecoverableAsync(Address, Stop) };

        Assert.Equal([TableRecovery.On, TableRecovery.On], found);
        Assert.Equal((false, true), (before, await IsRecoverableAsync()));
    }

    /// <summary>Whether the store can restore the table, asked without the code under test.</summary>
    private protected abstract Task<bool> IsRecoverableAsync();
}
