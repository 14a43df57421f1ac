using KeyspacesStreamer.Contracts.Leases;
using KeyspacesStreamer.Operator.Aws;
using KeyspacesStreamer.Operator.Aws.Checkpoints;

namespace KeyspacesStreamer.OperatorTesting;

/// <summary>Checkpoint tables in memory, by region and name; what pods would write into them is put there by the test.</summary>
internal sealed class InMemoryCheckpointTables : ICheckpointTables
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Region, string Table), CheckpointTable> _tables = [];
    private readonly Dictionary<(string Region, string Table), LeaseReport> _reports = [];

    private readonly HashSet<(string Region, string Table)> _recoverable = [];

    public CallPlan Calls { get; } = new();

    /// <summary>State of a table that was just created.</summary>
    public CheckpointTableState CreatedState { get; set; } = CheckpointTableState.Active;

    /// <summary>What is answered to those who want point-in-time recovery.</summary>
    public TableRecovery Recovery { get; set; } = TableRecovery.On;

    /// <summary>Whether point-in-time recovery was turned on.</summary>
    public bool IsRecoverable(CheckpointAddress address)
    {
        lock (_lock)
        {
            return _recoverable.Contains(KeyOf(address));
        }
    }

    /// <summary>A table as DescribeAsync shows it; null when there is none.</summary>
    public CheckpointTable? Find(CheckpointAddress address)
    {
        lock (_lock)
        {
            return _tables.GetValueOrDefault(KeyOf(address));
        }
    }

    /// <summary>Puts a table there, or changes it.</summary>
    public void Put(CheckpointAddress address, CheckpointTable table)
    {
        lock (_lock)
        {
            _tables[KeyOf(address)] = table;
        }
    }

    /// <summary>Claims a table as the first pod does.</summary>
    public void Claim(CheckpointAddress address, TableOwner owner)
    {
        lock (_lock)
        {
            _tables[KeyOf(address)] = _tables[KeyOf(address)] with { Owner = owner };
        }
    }

    /// <summary>Fills a table with leases and workers; its owner stays that of the table.</summary>
    public void Fill(CheckpointAddress address, LeaseReport report)
    {
        lock (_lock)
        {
            _tables.TryAdd(KeyOf(address), new CheckpointTable { State = CheckpointTableState.Active });
            _reports[KeyOf(address)] = report;
        }
    }

    public void Remove(CheckpointAddress address)
    {
        lock (_lock)
        {
            _tables.Remove(KeyOf(address));
            _reports.Remove(KeyOf(address));
            _recoverable.Remove(KeyOf(address));
        }
    }

    public Task<CheckpointTable?> DescribeAsync(CheckpointAddress address, CancellationToken cancellationToken)
    {
        Calls.Enter(nameof(DescribeAsync), cancellationToken);
        return Task.FromResult(Find(address));
    }

    public Task CreateAsync(CheckpointAddress address, string resource, string? installation, bool isProtected, CancellationToken cancellationToken)
    {
        Calls.Enter(nameof(CreateAsync), cancellationToken);
        lock (_lock)
        {
            _tables.TryAdd(KeyOf(address), new CheckpointTable { State = CreatedState, CreatedFor = resource, CreatedIn = installation, IsProtected = isProtected });
        }

        return Task.CompletedTask;
    }

    public Task<TableRecovery> RecoverableAsync(CheckpointAddress address, CancellationToken cancellationToken)
    {
        Calls.Enter(nameof(RecoverableAsync), cancellationToken);
        lock (_lock)
        {
            if (Recovery == TableRecovery.On)
            {
                _recoverable.Add(KeyOf(address));
            }

            return Task.FromResult(Recovery);
        }
    }

    public Task UnprotectAsync(CheckpointAddress address, CancellationToken cancellationToken)
    {
        Calls.Enter(nameof(UnprotectAsync), cancellationToken);
        lock (_lock)
        {
            if (_tables.TryGetValue(KeyOf(address), out var table))
            {
                _tables[KeyOf(address)] = table with { IsProtected = false };
            }
        }

        return Task.CompletedTask;
    }

    public Task DeleteAsync(CheckpointAddress address, CancellationToken cancellationToken)
    {
        Calls.Enter(nameof(DeleteAsync), cancellationToken);
        if (Find(address) is { IsProtected: true })
        {
            throw new AwsCallException(AwsFaultKind.Refused, AwsActions.DeleteTable, CheckpointCalls.ArnOf(address), $"Table {address} is protected against deletion.", null);
        }

        Remove(address);
        return Task.CompletedTask;
    }

    public Task<bool> TrySwitchStreamAsync(CheckpointAddress address, TableOwner before, string toArn, CancellationToken cancellationToken)
    {
        Calls.Enter(nameof(TrySwitchStreamAsync), cancellationToken);
        lock (_lock)
        {
            var (table, switched) = (_tables.GetValueOrDefault(KeyOf(address)), before with { StreamArn = toArn, IsSeeded = true });
            if (table?.Owner == switched)
            {
                return Task.FromResult(true);
            }

            if (table is null || table.Owner != before)
            {
                return Task.FromResult(false);
            }

            _tables[KeyOf(address)] = table with { Owner = switched };
            return Task.FromResult(true);
        }
    }

    public Task<LeaseReport?> ReadAsync(CheckpointAddress address, CancellationToken cancellationToken)
    {
        Calls.Enter(nameof(ReadAsync), cancellationToken);
        lock (_lock)
        {
            return Task.FromResult(_tables.GetValueOrDefault(KeyOf(address)) is { } table
                ? (_reports.GetValueOrDefault(KeyOf(address)) ?? new LeaseReport()) with { Owner = table.Owner }
                : null);
        }
    }

    private static (string Region, string Table) KeyOf(CheckpointAddress address) => (address.Region, address.Table);
}
