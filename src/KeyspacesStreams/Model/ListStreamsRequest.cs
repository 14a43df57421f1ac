namespace Amazon.KeyspacesStreams.Model;

/// <summary>Asks for the streams of an account and region, of one keyspace or of one table, page by page.</summary>
public class ListStreamsRequest : AmazonKeyspacesStreamsRequest
{
    /// <summary>Only streams of this keyspace; 1 to 48 letters, digits or underscores. Absent: all keyspaces.</summary>
    public string? KeyspaceName { get; set; }

    /// <summary>How many streams a page holds at most: 1 to 100, default 100.</summary>
    public int? MaxResults { get; set; }

    /// <summary>
    /// The token of the previous page, 80 to 3000 characters; absent for the first page. An old one is refused with
    /// <c>ExpiredNextToken</c>.
    /// </summary>
    public string? NextToken { get; set; }

    /// <summary>Only streams of this table; counts only together with <see cref="KeyspaceName"/>.</summary>
    public string? TableName { get; set; }
}
