using System.Text.Json;
using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Tests.Records;

/// <summary>Where a record holds its columns, for all who ask.</summary>
public sealed class RecordViewTests
{
    private readonly RecordView _view = new();

    [Theory]
    [InlineData("""{"oldImage":{"valueCells":{"a":{"value":{"textT":"old"}}}},"newImage":{"valueCells":{"a":{"value":{"textT":"new"}}}}}""", "NewValueCells", """{"textT":"new"}""")]
    [InlineData("""{"newImage":{"staticCells":{"a":{"value":{"textT":"s"}}},"valueCells":{"b":{}}}}""", "NewStaticCells", """{"textT":"s"}""")]
    [InlineData("""{"newImage":{"valueCells":{"a":{"value":null}}},"clusteringKeys":{"a":{"intT":"1"}}}""", "ClusteringKeys", """{"intT":"1"}""")]
    [InlineData("""{"partitionKeys":{"a":{"intT":"1"},"a":{"intT":"2"}}}""", "PartitionKeys", """{"intT":"1"}""")]
    [InlineData("""{"newImage":{"valueCells":{"\u0061":{"value":{"textT":"e"}}}}}""", "NewValueCells", """{"textT":"e"}""")]
    [InlineData("""{"newImage":{"valueCells":{"a":{"value":null}}}}""", "NewValueCells", null)]
    [InlineData("""{"newImage":{"valueCells":{"b":{"value":{"textT":"x"}}}}}""", "Nowhere", null)]
    [InlineData("[]", "Nowhere", null)]
    public void Find_Column_IsItsBestOccurrence(string record, string place, string? value)
    {
        var json = Look(record);

        var found = _view.Find("a"u8);

        Assert.Equal((place, value), (found.Place.ToString(), found.Start < 0 ? null : json.Substring(found.Start, found.Length)));
    }

    [Fact]
    public void Find_SeveralColumnsOneAfterTheOther_GivesEachItsOwn()
    {
        Look("""{"partitionKeys":{"a":{"intT":"1"}},"newImage":{"valueCells":{"b":{"value":{"intT":"2"}}}}}""");

        Assert.Equal(
            [ColumnPlace.PartitionKeys, ColumnPlace.NewValueCells, ColumnPlace.Nowhere, ColumnPlace.PartitionKeys],
            new[] { "a"u8.ToArray(), "b"u8.ToArray(), "c"u8.ToArray(), "a"u8.ToArray() }.Select(name => _view.Find(name).Place));
    }

    [Fact]
    public void Find_ColumnOfThePartitionKeys_LooksNoFurther()
    {
        Look("""{"partitionKeys":{"a":{"intT":"1"}},"newImage":{broken""");

        Assert.Equal(ColumnPlace.PartitionKeys, _view.Find("a"u8).Place);
        Assert.ThrowsAny<JsonException>(() => _view.Find("b"u8));
    }

    [Fact]
    public void CollectInto_BrokenRecord_HasTheNamesBeforeTheFault()
    {
        var names = new HashSet<string>();
        Look("""{"clusteringKeys":{"a":{"intT":"1"}},"newImage":{"valueCells":{"b":{"value":{"intT":"2"}},"c":broken""");

        _view.CollectInto(names);

        Assert.Equal(["a", "b", "c"], names);
        Assert.True(_view.HasClusteringKeys);
        Assert.True(_view.HasValueCells);
    }

    [Fact]
    public void Look_AnotherRecord_ForgetsTheOneBefore()
    {
        Look("""{"clusteringKeys":{"a":{"intT":"1"}}}""");
        _view.Find("a"u8);

        Look("""{"newImage":{"staticCells":{"b":{"value":{"intT":"2"}}}}}""");

        Assert.Equal(ColumnPlace.Nowhere, _view.Find("a"u8).Place);
        Assert.Equal((false, false), (_view.HasClusteringKeys, _view.HasValueCells));
    }

    private string Look(string record)
    {
        _view.Read(System.Text.Encoding.UTF8.GetBytes(record));
        return record;
    }
}
