using KeyspacesStreamer.StreamsEmulator.Tests.Hosting;

namespace KeyspacesStreamer.StreamsEmulator.Tests.Wire;

public sealed class FaultTests
{
    [Fact]
    public async Task Fault_WithCountAndOperation_HitsThoseCallsOnly()
    {
        await using var host = await EmulatorHost.StartAsync();
        var arn = await host.CreateMediaAsync();
        await host.PostAsync("/faults", new { kind = "throttle", operation = "GetStream", count = 2, after = 1 });

        var answers = new List<int>();
        for (var call = 0; call < 4; call++)
        {
            answers.Add((await host.Wire.GetStreamAsync(new { streamArn = arn })).Status);
        }

        Assert.Equal([200, 400, 400, 200], answers);
        Assert.Equal(200, (await host.Wire.ListStreamsAsync()).Status);
    }

    [Fact]
    public async Task Fault_WithProbability_IsTheSameForTheSameSeed()
    {
        var first = await StatusesAsync();
        var second = await StatusesAsync();

        Assert.Equal(first, second);
        Assert.Contains(200, first);
        Assert.Contains(500, first);
    }

    [Theory]
    [InlineData("RequestTimeoutException", 408)]
    [InlineData("RequestAbortedException", 400)]
    [InlineData("AccessDeniedException", 403)]
    [InlineData("ExpiredTokenException", 403)]
    [InlineData("UnrecognizedClientException", 403)]
    [InlineData("RequestEntityTooLargeException", 413)]
    [InlineData("ServiceUnavailable", 503)]
    public async Task Fault_CommonError_HasItsDocumentedStatus(string error, int status)
    {
        await using var host = await EmulatorHost.StartAsync();
        await host.PostAsync("/faults", new { kind = "common-error", error, count = 1 });

        var answer = await host.Wire.ListStreamsAsync();

        Assert.Equal($"{status} {error}", $"{answer.Status} {answer.Type}");
        Assert.Equal(200, (await host.Wire.ListStreamsAsync()).Status);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Tired")]
    public async Task Fault_CommonErrorOfNoKnownName_IsRefused(string? error)
    {
        await using var host = await EmulatorHost.StartAsync();

        using var answer = await host.RefusedAsync("/faults", new { kind = "common-error", error });

        Assert.Equal(400, (int)answer.StatusCode);
        Assert.Contains("RequestTimeoutException", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cut-body")]
    [InlineData("reset")]
    public async Task Fault_OfTheConnection_LeavesNoUsableAnswer(string kind)
    {
        await using var host = await EmulatorHost.StartAsync();
        await host.CreateMediaAsync();
        await host.PostAsync("/faults", new { kind, count = 1 });

        var broken = await Record.ExceptionAsync(() => host.Wire.ListStreamsAsync());
        var sound = await host.Wire.ListStreamsAsync();

        Assert.True(broken is HttpRequestException or IOException, $"{broken}");
        Assert.Equal(200, sound.Status);
    }

    [Fact]
    public async Task Fault_Unavailable_IsA503OfHtml()
    {
        await using var host = await EmulatorHost.StartAsync();
        await host.PostAsync("/faults", new { kind = "unavailable" });

        var answer = await host.Wire.ListStreamsAsync();

        Assert.Equal("503 text/html", $"{answer.Status} {answer.ContentType}");
    }

    [Fact]
    public async Task Fault_HtmlPage_IsA200OfAnotherServer()
    {
        await using var host = await EmulatorHost.StartAsync();
        await host.PostAsync("/faults", new { kind = "html-page", count = 1 });

        var answer = await host.Wire.ListStreamsAsync();

        Assert.Equal("200 text/html", $"{answer.Status} {answer.ContentType}");
        Assert.Equal(200, (await host.Wire.ListStreamsAsync()).Status);
    }

    [Fact]
    public async Task Fault_TruncatedBody_IsHalfTheAnswerWithALengthThatFits()
    {
        await using var host = await EmulatorHost.StartAsync();
        var arn = await host.CreateMediaAsync();
        var whole = await host.Wire.GetStreamAsync(new { streamArn = arn });
        await host.PostAsync("/faults", new { kind = "truncated-body", count = 1 });

        var half = await host.Wire.GetStreamAsync(new { streamArn = arn });

        Assert.Equal(200, half.Status);
        Assert.Equal(whole.Raw[..(whole.Raw.Length / 2)], half.Raw);
    }

    [Fact]
    public async Task Fault_InvalidUtf8_DamagesOneRecordOfAPage()
    {
        await using var host = await EmulatorHost.StartAsync();
        var arn = await host.CreateMediaAsync();
        await host.InsertAsync(rows: 3);
        var shard = await host.Wire.FirstShardAsync(arn);
        var whole = await host.Wire.GetRecordsAsync(await host.Wire.IteratorAsync(arn, shard));
        var second = whole.Records[1].GetProperty("sequenceNumber").GetString();
        await host.PostAsync("/faults", new { kind = "invalid-utf8", operation = "GetRecords", sequenceNumber = second });

        var damaged = await host.Wire.GetRecordsAsync(await host.Wire.IteratorAsync(arn, shard));
        var after = await host.Wire.GetRecordsAsync(await host.Wire.IteratorAsync(arn, shard, "AFTER_SEQUENCE_NUMBER", second));

        Assert.Equal(1, damaged.Raw.Count(value => value == 0xFF));
        Assert.DoesNotContain((byte)0xFF, after.Raw);
    }

    [Fact]
    public async Task Fault_ExpiredOfOneShard_LeavesTheOthersAlone()
    {
        await using var host = await EmulatorHost.StartAsync();
        var arn = await host.CreateMediaAsync(shards: 2);
        var shards = (await host.Wire.ShardsAsync(arn)).Select(shard => shard.GetProperty("shardId").GetString() ?? "").ToList();
        await host.PostAsync("/faults", new { kind = "expired", operation = "GetRecords", shardId = shards[1] });

        var first = await host.Wire.GetRecordsAsync(await host.Wire.IteratorAsync(arn, shards[0]));
        var second = await host.Wire.GetRecordsAsync(await host.Wire.IteratorAsync(arn, shards[1]));

        Assert.Equal("200 ", $"{first.Status} {first.ErrorCode}");
        Assert.Equal("400 ExpiredIterator", $"{second.Status} {second.ErrorCode}");
    }

    [Fact]
    public async Task Fault_EmptyPage_LosesNothing()
    {
        await using var host = await EmulatorHost.StartAsync();
        var arn = await host.CreateMediaAsync();
        await host.InsertAsync(rows: 3);
        await host.PostAsync("/faults", new { kind = "empty-page", operation = "GetRecords", count = 2 });

        var records = await host.Wire.ReadAllAsync(arn, await host.Wire.FirstShardAsync(arn));

        Assert.Equal(["1", "2", "3"], records.Select(ReadingTests.Seq));
    }

    [Fact]
    public async Task Fault_Slow_AnswersAfterTheDelayOfItsClock()
    {
        await using var host = await EmulatorHost.StartAsync();
        await host.PostAsync("/faults", new { kind = "slow", delayMilliseconds = 5000, count = 1 });

        var slow = host.Wire.ListStreamsAsync();
        while ((await host.GetAsync("/calls")).ToString() is var calls && !calls.Contains("Slow", StringComparison.Ordinal))
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        }

        var wasDone = slow.IsCompleted;
        while (!slow.IsCompleted)
        {
            host.Clock.Advance(TimeSpan.FromSeconds(5));
            await Task.Yield();
        }

        Assert.False(wasDone);
        Assert.Equal(200, (await slow).Status);
    }

    private static async Task<IReadOnlyList<int>> StatusesAsync()
    {
        await using var host = await EmulatorHost.StartAsync();
        await host.PostAsync("/faults", new { kind = "internal-error", probability = 0.5 });
        var statuses = new List<int>();
        for (var call = 0; call < 20; call++)
        {
            statuses.Add((await host.Wire.ListStreamsAsync()).Status);
        }

        return statuses;
    }
}
