using System.Text.Json;

namespace KeyspacesStreamer.Testing.Specs;

/// <summary>
/// Documents that the settings and the resource's definition must judge alike: for each field values on both sides of each border, in bytes, characters and units of
/// UTF-16, and what people write by mistake.
/// </summary>
public static class SpecCorpus
{
    private const string Key = "1234abcd-12ab-34cd-56ef-1234567890ab";
    private const string Arn = "arn:aws:cassandra:eu-west-1:123456789012:/keyspace/media/table/media_content/stream/2026-01-02T03:04:05.678";

    /// <summary>A letter outside the first plane: one character, two units of UTF-16, four bytes.</summary>
    private const string RareLetter = "\U00020000";

    /// <summary>Texts that no field with a pattern takes.</summary>
    private static readonly string[] Strangers = ["", " ", "\n", "\u0000", "\u00a0", "😀", "é", "\u202e"];

    public static IReadOnlyList<SpecCase> All { get; } =
    [
        .. Source(), .. Places(), .. Names(), .. Destination(), .. Formats(), .. Columns(), .. Tags(), .. Rotation(), .. Together(),
    ];

    /// <summary>What only the settings take, on purpose: files and rows on a disk, and numbers and clock times as older documents have them.</summary>
    public static IReadOnlyList<SpecCase> OnlyInSettings { get; } =
    [
        Taken("destination.endpoint", "file:///data"), Taken("checkpoint.endpoint", "sqlite:///data"), One("destination.rotation.maxBytes", "67108864", isTaken: true),
        Taken("destination.rotation.maxAge", "00:01:00"),
    ];

    private static IEnumerable<SpecCase> Source() =>
    [
        .. new[] { "source.keyspace", "source.table" }.SelectMany(path => Texts(
            path,
            ["a", "A_1", "0a", Of("k", 48)],
            [Of("k", 49), "_a", "a-b", "a b", " a", "a ", "a\n", "a.b", "arn:aws:cassandra:eu-west-1:123456789012:/keyspace/media/", .. Strangers])),
        .. new[] { "source.region", "destination.region", "checkpoint.region" }.SelectMany(path => Texts(
            path,
            ["eu-west-1", "us-gov-west-1", "cn-north-1", "eusc-de-east-1", "me-central-12", Of("a", 28) + "-b-1"],
            [Of("a", 29) + "-b-1", "EU-west-1", "eu-west", "eu-west-1a", "eu-west-123", " eu-west-1", "eu-west-1 ", "eu-west-1\n", "eu--west-1", .. Strangers])),
        .. Texts(
            "source.streamArn",
            [Arn, Arn.Replace("arn:aws:", "arn:aws-cn:", StringComparison.Ordinal), Arn + Of("1", 512 - Arn.Length)],
            [
                Arn + Of("1", 513 - Arn.Length), Arn + "\n", Arn + " ", " " + Arn, Arn + "/x", Arn + "😀", Arn.Replace("media_content", "other", StringComparison.Ordinal),
                Arn.Replace("eu-west-1", "eu-west-2", StringComparison.Ordinal), Arn.Replace("123456789012", "12345678901", StringComparison.Ordinal), Arn[..^23], .. Strangers,
            ]),
        .. Words("source.startFrom", ["TrimHorizon", "Latest"]),
        .. Words("source.onTrimmedData", ["Halt", "Continue"]),
        .. Words("source.onUnreadableRecord", ["Halt", "Quarantine"]),
        One("source.keyspace", null, isTaken: false), One("source.table", "7", isTaken: false), One("source.regoin", "\"eu-west-1\"", isTaken: false),
    ];

    private static IEnumerable<SpecCase> Places() => new[] { "source.endpoint", "destination.endpoint", "checkpoint.endpoint" }.SelectMany(path => Texts(
        path,
        [
            "http://localhost:8000", "https://vpce-0123.cassandra-streams.eu-west-1.vpce.amazonaws.com", "http://10.0.0.1:1", "http://host:65535", "http://my_host", "http://[::1]:8000",
            "https://host/", "https://host/base/path-1.x~y%20z", "https://host.example.com:443/a", "http://h", "http://h/" + Of("a", 503),
        ],
        [
            "http://h/" + Of("a", 504), "localhost:8000", "//host", "http://", "http:///path", "HTTP://host", "Http://host", "ftp://host", "http:host", "http://host?x=1", "http://host#f", "http://host/?q",
            "http://host/a#f", "http://user@host", "http://user:word@host", "http://host:0", "http://host:65536", "http://host:99999", "http://host:abc", "http://host:", "http://host:080", "http://ho st",
            " http://host", "http://host ", "http://host\n", "http://höst", "http://😀", "http://host/ü", "http://host/a b", "http://-host", "http://host-", "http://host..name", "http://.host", "http://host.",
            "http://[::1", "http://%41", "http://host\\path", "arn:aws:s3:::host", "unix:///socket", .. Strangers,
        ]));

    private static IEnumerable<SpecCase> Names() =>
    [
        .. Texts(
            "destination.bucket",
            ["abc", "a.b-c", "1bc", "my.bucket", "192.168.1", "a--b", Of("a", 63)],
            [
                "ab", Of("a", 64), Of("a", 1025), "Abc", "a_b", "a..b", "192.168.1.1", "-abc", "abc-", ".abc", "abc.", " abc", "abc ", "abc\n", "abç", "😀😀😀", "xn--abc", "sthree-abc", "amzn-s3-demo-abc",
                "abc--ol-s3", "abc.mrap", "abc--table-s3", "abc--use1-az4--x-s3", "arn:aws:s3:::abc", "s3://abc/raw", "https://abc.s3.amazonaws.com", "abc/raw", .. Strangers,
            ]),
        .. Texts(
            "checkpoint.table",
            ["abc", "a_b.c-d", "___", Of("a", 255)],
            ["ab", Of("a", 256), "a b", "abc ", "abc\n", "aé0", "arn:aws:dynamodb:eu-west-1:123456789012:table/leases", .. Strangers]),
        .. Texts("destination.storageClass", ["STANDARD_IA", "A", "A1_", Of("A", 64)], [Of("A", 65), "standard", "1A", "_A", " A", "A ", "A\n", "A-B", .. Strangers]),
        .. Texts("destination.expectedBucketOwner", ["123456789012", "000000000000"], ["12345678901", "1234567890123", "12345678901a", " 123456789012", "123456789012\n", "١٢٣٤٥٦٧٨٩٠١٢", .. Strangers]),
        One("destination.expectedBucketOwner", "123456789012", isTaken: false), One("destination.bucket", null, isTaken: false), One("destination.bukcet", "\"x\"", isTaken: false),
        One("checkpoint.create", "true", isTaken: true), One("checkpoint.create", "false", isTaken: true), One("checkpoint.create", "\"false\"", isTaken: false), One("checkpoint.create", "0", isTaken: false),
    ];

    private static IEnumerable<SpecCase> Destination() =>
    [
        .. Texts(
            "destination.prefix",
            ["", "raw/", "a b/", " a", "é/", "😀/", ".a", "a..b/", "a/...", "a\u00a0b", "a\u2028b", "a\\b", "a{b}", Of("a", 512), Of("é", 256), Of("😀", 128)],
            [Of("a", 513), Of("é", 257), Of("😀", 129), "/raw", "/", "a//b", "a/../b", "..", ".", "./a", "a/.", "a/..", "a\n", "\ta", "a\u0000b", "a\u007f", "a\u0085b"]),
        .. Texts(
            "destination.keyTemplate",
            [
                "{sequenceNumber}", "{firstSequenceNumber}-{lastSequenceNumber}.json", "{column:a}/{sequenceNumber}", "{column:A b}/{sequenceNumber}", "{column:é}{sequenceNumber}", "é/{sequenceNumber}",
                "{keyspace}{table}{yyyy}{MM}{dd}{HH}{mm}{shardId}{sequenceNumber}", "a..b{sequenceNumber}", " {sequenceNumber} ", Of("a", 496) + "{sequenceNumber}", Of("é", 248) + "{sequenceNumber}",
            ],
            [
                "", "a.json", "{lastSequenceNumber}", "{x}/{sequenceNumber}", "{sequenceNumber", "sequenceNumber}", "{}{sequenceNumber}", "{column:}/{sequenceNumber}", "{column}/{sequenceNumber}",
                "{{sequenceNumber}}", "{Column:a}{sequenceNumber}", "{sequencenumber}", "/{sequenceNumber}", "{sequenceNumber}/", "a//{sequenceNumber}", "../{sequenceNumber}", "a/./{sequenceNumber}",
                "a\n{sequenceNumber}", "a\u0085{sequenceNumber}", "{column:a\n}{sequenceNumber}", Of("a", 497) + "{sequenceNumber}", Of("é", 249) + "{sequenceNumber}", "{sequenceNumber}\n", "{sequenceNumber}{",
            ]),
        .. Words("destination.format", ["JsonLines"]),
        .. Words("destination.record", ["Native", "Flat", "Debezium"]),
        .. Words("destination.compression", ["None", "Gzip", "GzipFile", "Zstd"]),
        One("destination.recordMetadata", "true", isTaken: true), One("destination.recordMetadata", "false", isTaken: true), One("destination.recordMetadata", "\"true\"", isTaken: false), One("destination.recordMetadata", "1", isTaken: false),
        .. Objects(
            "destination.encryption",
            [
                """{"type":"AES256"}""", """{"type":"aws:kms"}""", Kms(Key), Kms("alias/a"), Kms("alias/aws/s3"), Kms("mrk-1234abcd12ab34cd56ef1234567890ab"), Kms($"arn:aws:kms:eu-west-1:123456789012:key/{Key}"),
                Kms("arn:aws-cn:kms:cn-north-1:123456789012:alias/x"), Kms("alias/" + Of("a", 2042)),
            ],
            [
                "{}", $$"""{"kmsKeyId":"{{Key}}"}""", """{"type":"kms"}""", """{"type":"aes256"}""", """{"type":"aws:kms:dsse"}""", """{"type":"AES256","kmsKeyId":"alias/a"}""", "\"AES256\"", "[]", Kms("alias/"), Kms("a b"), Kms("key"),
                Kms("alias/a\\n"), Kms("alias/é"), Kms("alias/" + Of("a", 2043)), Kms("arn:aws:s3:::abc"), Kms(""), """{"type":"aws:kms","keyId":"alias/a"}""",
            ]),
    ];

    /// <summary>Every format with every shape and every compression.</summary>
    private static IEnumerable<SpecCase> Formats() =>
        from format in new[] { "JsonLines", "Avro", "Parquet" }
        from record in new[] { "Native", "Flat", "Debezium" }
        from compression in new[] { null, "None", "Gzip", "GzipFile", "Zstd", "Snappy" }
        select new SpecCase(
            [("destination.format", Quoted(format)), ("destination.record", Quoted(record)), ("destination.compression", compression is null ? null : Quoted(compression))],
            (format == "JsonLines" || record != "Native") && (compression != "Snappy" || format == "Parquet") && (compression != "GzipFile" || format == "JsonLines"));

    private static IEnumerable<SpecCase> Columns() =>
    [
        .. from record in new[] { "Native", "Flat", "Debezium" }
           from flat in new[] { "{}", """{"oldImage":true,"cellMetadata":false,"tableName":true}""" }
           select With(record, "destination.flat", flat, isTaken: record == "Flat"),
        .. new[] { "true", "[]", """{"oldImage":"true"}""", """{"oldimage":true}""", """{"oldImage":1}""" }.Select(flat => With("Flat", "destination.flat", flat, isTaken: false)),
        .. new[] { "Native", "Flat", "Debezium" }.SelectMany(record => new[] { "{}", """{"a":{}}""", """{"A b":{"as":"Uuid"}}""" }.Select(columns => With(record, "destination.columns", columns, isTaken: record != "Native"))),
        .. new[]
        {
            Digits(1, 0), Digits(38, 38), Digits(12, 2), """{"é":{"decimal":{"precision":3,"scale":3},"as":"String"}}""", ColumnsOf(1000),
        }.Select(columns => With("Flat", "destination.columns", columns, isTaken: true)),
        .. new[]
        {
            Digits(0, 0), Digits(39, 1), Digits(3, 4), Digits(3, -1), """{"a":{"decimal":{"precision":3}}}""", """{"a":{"decimal":{"scale":3}}}""", """{"a":{"decimal":{}}}""", """{"a":{"decimal":"12,2"}}""",
            """{"a":{"decimal":{"precision":1.5,"scale":1}}}""", """{"a":{"decimal":{"precision":"3","scale":1}}}""", """{"a":{"as":"uuid"}}""", """{"a":{"as":"Text"}}""", """{"a":{"as":1}}""", """{"a":{"form":"Uuid"}}""",
            """{"a":"Uuid"}""", "[]", "\"a\"", ColumnsOf(1001),
        }.Select(columns => With("Flat", "destination.columns", columns, isTaken: false)),
    ];

    private static IEnumerable<SpecCase> Tags() => Objects(
        "destination.tags",
        [
            "{}", Tag("a", ""), Tag("é 1_.:/=+-@", "é 1_.:/=+-@"), Tag("日本", "２"), Tag("a", "\u00a0"), Tag(Of("k", 128), Of("v", 256)), Tag(Of(RareLetter, 128), Of(RareLetter, 256)), Tag("awsx", "aws:x"), Many(10),
        ],
        [
            Tag("", "v"), Tag(Of("k", 129), "v"), Tag("k", Of("v", 257)), Tag(Of(RareLetter, 129), "v"), Tag("k", Of(RareLetter, 257)), Tag("😀", "v"), Tag("k", "😀"), Tag("aws:x", "v"), Tag("AWS:x", "v"), Tag("a,b", "v"),
            Tag("a", "b,c"), Tag("a", "b\n"), Tag("a", "\t"), Tag("a\n", "v"), Tag("a", "e\u0301"), Tag("a", "\u200b"), Tag("a", "$"), Many(11), """{"a":1}""", """{"a":true}""", "[]", "\"a=b\"",
        ]);

    private static IEnumerable<SpecCase> Rotation() =>
    [
        .. Objects("destination.rotation.maxRecords", ["1", "1000000", "1.0", "1e3", "100000"], ["0", "-1", "1000001", "1.5", "\"5\"", "1e10", "99999999999999999999", "true", "{}"]),
        .. Texts(
            "destination.rotation.maxBytes",
            ["1024", "1Ki", "1Gi", "64Mi", "1048576Ki", "1073741824", "00064Mi", "00000000000064Mi"],
            ["1023", "1073741825", "2Gi", "1048577Ki", "64MB", "64M", "64Kib", "1Ti", "0", "0Ki", "-1", "+1Ki", "1.5Mi", "1e6", " 64Mi", "64Mi ", "64mi", "64Mi\n", "000000000000064Mi", "9999999999999Gi", "٦٤Mi", .. Strangers]),
        .. Texts(
            "destination.rotation.maxAge",
            ["1s", "15m", "1m30s", "60s", "900s", "1000ms", "900000ms", "0h15m", "14m59s999ms", "000000000000060s"],
            ["999ms", "15m1s", "901s", "16m", "1h", "60", "60S", "1.5s", "1s1m", "1m1m", "-1s", "+1s", " 60s", "60s ", "60s\n", "1d", "1m 30s", "0000000000000060s", "99999999999999h", "s", "1us", "٦٠s", .. Strangers]),
        One("destination.rotation.maxAge", "60", isTaken: false), One("destination.rotation", "[]", isTaken: false), One("destination.rotation", "{}", isTaken: true), One("destination.rotation.maxage", "\"60s\"", isTaken: false),
    ];

    /// <summary>Prefix and template that make a key of exactly the bytes that are left, and of one more.</summary>
    private static IEnumerable<SpecCase> Together() =>
    [
        Both(Of("p", 493), Of("t", 420) + "{column:c}/{sequenceNumber}", isTaken: true), Both(Of("p", 494), Of("t", 420) + "{column:c}/{sequenceNumber}", isTaken: false),
        Both(Of("é", 256), Of("t", 408) + "{keyspace}/{table}/{sequenceNumber}", isTaken: true), Both(Of("é", 256), Of("t", 409) + "{keyspace}/{table}/{sequenceNumber}", isTaken: false),
        Both("", Repeated("{lastSequenceNumber}", 17) + "{sequenceNumber}", isTaken: true), Both("", Repeated("{lastSequenceNumber}", 19) + "{sequenceNumber}", isTaken: false),
        Both("", Repeated("{shardId}", 14) + "{sequenceNumber}", isTaken: true), Both("", Repeated("{shardId}", 15) + "{sequenceNumber}", isTaken: false),
        Both("", Repeated("{column:a}", 22) + "{firstSequenceNumber}", isTaken: true), Both("", Repeated("{column:a}", 23) + "{firstSequenceNumber}", isTaken: false),
    ];

    private static IEnumerable<SpecCase> Texts(string path, IEnumerable<string> taken, IEnumerable<string> refused) =>
        [.. taken.Select(text => Taken(path, text)), .. refused.Select(text => One(path, JsonSerializer.Serialize(text), isTaken: false)), One(path, "7", isTaken: false), One(path, "true", isTaken: false), One(path, "{}", isTaken: false)];

    private static IEnumerable<SpecCase> Words(string path, string[] taken) =>
        Texts(path, taken, [.. taken.Select(word => word.ToLowerInvariant()), .. taken.Select(word => word + " "), "Other", "0", .. Strangers]);

    private static IEnumerable<SpecCase> Objects(string path, IEnumerable<string> taken, IEnumerable<string> refused) =>
        [.. taken.Select(json => One(path, json, isTaken: true)), .. refused.Select(json => One(path, json, isTaken: false))];

    private static SpecCase Taken(string path, string text) => One(path, JsonSerializer.Serialize(text), isTaken: true);

    private static SpecCase One(string path, string? json, bool isTaken) => new([(path, json)], isTaken);

    private static SpecCase Both(string prefix, string template, bool isTaken) =>
        new([("destination.prefix", JsonSerializer.Serialize(prefix)), ("destination.keyTemplate", JsonSerializer.Serialize(template))], isTaken);

    private static SpecCase With(string record, string path, string json, bool isTaken) => new([("destination.record", Quoted(record)), (path, json)], isTaken);

    private static string Quoted(string text) => JsonSerializer.Serialize(text);

    private static string Digits(int precision, int scale) => JsonSerializer.Serialize(new { a = new { @decimal = new { precision, scale } } });

    private static string ColumnsOf(int count) => JsonSerializer.Serialize(Enumerable.Range(0, count).ToDictionary(number => $"c{number}", _ => new { @as = "Uuid" }));

    private static string Kms(string key) => $$"""{"type":"aws:kms","kmsKeyId":"{{key}}"}""";

    private static string Tag(string key, string value) => JsonSerializer.Serialize(new Dictionary<string, string> { [key] = value });

    private static string Many(int count) => JsonSerializer.Serialize(Enumerable.Range(0, count).ToDictionary(number => $"t{number}", _ => "v"));

    private static string Of(string character, int count) => Repeated(character, count);

    private static string Repeated(string text, int count) => string.Concat(Enumerable.Repeat(text, count));
}
