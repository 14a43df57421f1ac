"""Drives a running emulator with the official client; prints one line a check and ends with 1 if any failed.

usage: drive.py ENDPOINT      (the emulator runs with --iterator-lifetime 5 --token-lifetime 5 --empty-pages 0.3 --deny AKIADENIED)
"""
import json
import sys
import time
import urllib.request

from botocore.config import Config
from botocore.exceptions import ClientError, ConnectionClosedError, HTTPClientError, ResponseStreamingError
from botocore.session import Session

ENDPOINT = sys.argv[1]
FAILED = []
UNKNOWN_SHARD = "shardId-00000001767225600123-ffffffff"


def client(service="keyspacesstreams", key="AKIAALLOWED", region="us-east-1", **config):
    return Session().create_client(
        service, region_name=region, endpoint_url=ENDPOINT, aws_access_key_id=key, aws_secret_access_key="secret",
        config=Config(retries={"max_attempts": 0}, **config))


def control(path, body=None, method="POST"):
    data = None if method == "GET" else json.dumps(body or {}).encode()
    request = urllib.request.Request(ENDPOINT + "/_emulator" + path, data=data, method=method)
    with urllib.request.urlopen(request) as response:
        return json.loads(response.read())


def check(name, expected, found):
    ok = expected == found
    print(("ok   " if ok else "FAIL ") + name + ("" if ok else f": expected {expected!r}, found {found!r}"))
    if not ok:
        FAILED.append(name)


def error_of(call):
    try:
        call()
    except ClientError as error:
        return error.response["Error"]["Code"], error.response.get("errorCode")
    return "no error", None


def read(streams, arn, shard, most):
    records, pages = [], 0
    iterator = streams.get_shard_iterator(streamArn=arn, shardId=shard, shardIteratorType="TRIM_HORIZON")["shardIterator"]
    while iterator:
        page = streams.get_records(shardIterator=iterator, maxResults=most)
        pages += 1
        records += page["changeRecords"]
        iterator = page.get("nextShardIterator")
        if page["iteratorDescription"]["iteratorPosition"] == "AT_TIP":
            break
    return records, pages


def listing_and_reading(streams):
    figures = control("/workloads", {"count": 500, "shards": 6, "splits": 3, "merges": 2})
    arn = figures["streamArn"]
    for table in range(3):
        control("/tables", {"keyspace": "other", "table": f"t{table}", "columns": {"id": "int"}, "partitionKey": ["id"]})
    names = [stream["tableName"] for page in streams.get_paginator("list_streams").paginate(PaginationConfig={"PageSize": 1}) for stream in page["streams"]]
    check("ListStreams pages of one", ["media_content", "t0", "t1", "t2"], names)
    check("ListStreams of a keyspace", 3, len(streams.list_streams(keyspaceName="other")["streams"]))
    check("ListStreams of a table", 1, len(streams.list_streams(keyspaceName="other", tableName="t1")["streams"]))
    check("ListStreams of nothing", [], streams.list_streams(keyspaceName="absent")["streams"])

    pages = list(streams.get_paginator("get_stream").paginate(streamArn=arn, PaginationConfig={"PageSize": 2}))
    shards = [shard for page in pages for shard in page["shards"]]
    check("GetStream pages of two", 6 + 3 * 2 + 2, len(shards))
    check("GetStream pages", 7, len(pages))
    check("GetStream status and view", ("ENABLED", "NEW_AND_OLD_IMAGES"), (pages[0]["streamStatus"], pages[0]["streamViewType"]))
    merged = [shard for shard in shards if len(shard.get("parentShardIds", [])) == 2]
    check("merged shards have two parents", 2, len(merged))
    parent = merged[0]["parentShardIds"][0]
    children = streams.get_stream(streamArn=arn, shardFilter={"type": "CHILD_SHARDS", "shardId": parent})["shards"]
    check("CHILD_SHARDS", [merged[0]["shardId"]], [shard["shardId"] for shard in children])

    total = sum(len(read(streams, arn, shard["shardId"], 7)[0]) for shard in shards)
    check("GetRecords of all shards in pages of seven", 500, total)
    numbers = [record["sequenceNumber"] for record in read(streams, arn, shards[0]["shardId"], 1)[0]]
    check("sequence numbers rise", sorted(set(numbers), key=int), numbers)
    for kind, first in (("AT_SEQUENCE_NUMBER", 3), ("AFTER_SEQUENCE_NUMBER", 4)):
        iterator = streams.get_shard_iterator(streamArn=arn, shardId=shards[0]["shardId"], shardIteratorType=kind, sequenceNumber=numbers[3])["shardIterator"]
        page = {"changeRecords": []}
        while not page["changeRecords"]:
            page = streams.get_records(shardIterator=iterator, maxResults=1)
        check(kind, numbers[first], page["changeRecords"][0]["sequenceNumber"])
    latest = streams.get_shard_iterator(streamArn=arn, shardId=shards[-1]["shardId"], shardIteratorType="LATEST")["shardIterator"]
    check("LATEST", [], streams.get_records(shardIterator=latest)["changeRecords"])
    return arn, shards, numbers


def errors(streams, arn, shards, numbers):
    shard = shards[0]["shardId"]
    iterator = streams.get_shard_iterator(streamArn=arn, shardId=shard, shardIteratorType="TRIM_HORIZON")["shardIterator"]
    token = streams.get_stream(streamArn=arn, maxResults=2)["nextToken"]
    loose = client(parameter_validation=False)
    absent = arn.replace("media_content", "absent")
    cases = {
        "unknown stream": (lambda: streams.get_stream(streamArn=absent), ("ResourceNotFoundException", None)),
        "unknown shard": (lambda: streams.get_shard_iterator(streamArn=arn, shardId=UNKNOWN_SHARD, shardIteratorType="LATEST"), ("ResourceNotFoundException", None)),
        "short arn": (lambda: loose.get_stream(streamArn="arn"), ("ValidationException", "InvalidFormat")),
        "no members": (lambda: loose.get_shard_iterator(), ("ValidationException", "InvalidFormat")),
        "too many records": (lambda: loose.get_records(shardIterator=iterator, maxResults=1001), ("ValidationException", "InvalidFormat")),
        "foreign iterator": (lambda: streams.get_records(shardIterator="x" * 90), ("ValidationException", "InvalidFormat")),
        "foreign token": (lambda: streams.get_stream(streamArn=arn, nextToken="x" * 90), ("ValidationException", "InvalidFormat")),
        "bad iterator type": (lambda: loose.get_shard_iterator(streamArn=arn, shardId=shard, shardIteratorType="AT_TIMESTAMP"), ("ValidationException", "InvalidFormat")),
        "denied key": (lambda: client(key="AKIADENIED").list_streams(), ("AccessDeniedException", None)),
        "wrong region": (lambda: client(region="eu-west-1").list_streams(), ("InvalidSignatureException", None)),
    }
    for name, (call, expected) in cases.items():
        check(name, expected, error_of(call))

    iterator = streams.get_shard_iterator(streamArn=arn, shardId=shard, shardIteratorType="TRIM_HORIZON")["shardIterator"]
    control("/tables/media/media_content/trim", {"shardId": shard, "throughSequenceNumber": numbers[2]})
    check("trimmed iterator", ("ValidationException", "TrimmedDataAccess"), error_of(lambda: streams.get_records(shardIterator=iterator)))
    check("trimmed number", ("ValidationException", "TrimmedDataAccess"), error_of(lambda: streams.get_shard_iterator(
        streamArn=arn, shardId=shard, shardIteratorType="AFTER_SEQUENCE_NUMBER", sequenceNumber=numbers[2])))
    time.sleep(5.1)
    check("expired iterator", ("ValidationException", "ExpiredIterator"), error_of(lambda: streams.get_records(shardIterator=iterator)))
    check("expired token", ("ValidationException", "ExpiredNextToken"), error_of(lambda: streams.get_stream(streamArn=arn, maxResults=2, nextToken=token)))


def faults(streams, arn, shards):
    for kind, expected in (("throttle", ("ThrottlingException", None)), ("internal-error", ("InternalServerException", None)),
                           ("access-denied", ("AccessDeniedException", None)), ("unavailable", ("503", None))):
        control("/faults", {"kind": kind, "count": 1})
        check("fault " + kind, expected, error_of(streams.list_streams))
    for kind in ("cut-body", "reset"):
        control("/faults", {"kind": kind, "count": 1})
        try:
            streams.list_streams()
            check("fault " + kind, "a broken connection", "an answer")
        except (ConnectionClosedError, HTTPClientError, ResponseStreamingError):
            check("fault " + kind, "broken", "broken")
    shard = shards[-1]["shardId"]
    iterators = [streams.get_shard_iterator(streamArn=arn, shardId=shard, shardIteratorType="LATEST")["shardIterator"] for _ in range(3)]
    outcomes = [error_of(lambda iterator=iterator: streams.get_records(shardIterator=iterator))[0] for iterator in iterators]
    check("three readers of a shard", ["no error", "no error", "ThrottlingException"], outcomes)


def life_of_a_stream(streams, arn):
    keyspaces = client("keyspaces")
    table = keyspaces.get_table(keyspaceName="media", tableName="media_content")
    check("GetTable names the stream", arn, table["latestStreamArn"])
    check("GetTable names the keys", (["content_id"], ["seq"]), tuple(
        [column["name"] for column in table["schemaDefinition"][keys]] for keys in ("partitionKeys", "clusteringKeys")))
    control("/tables/media/media_content/disable")
    check("disabled", "DISABLED", streams.get_stream(streamArn=arn)["streamStatus"])
    control("/tables/media/media_content/enable", {"viewType": "KEYS_ONLY", "shards": 2})
    later = keyspaces.get_table(keyspaceName="media", tableName="media_content")
    check("enabled again under another label", True, later["latestStreamArn"] > arn)
    check("view type of the new stream", "KEYS_ONLY", later["cdcSpecification"]["viewType"])
    check("both streams are listed", 2, len(streams.list_streams(keyspaceName="media", tableName="media_content")["streams"]))


def main():
    streams = client()
    arn, shards, numbers = listing_and_reading(streams)
    errors(streams, arn, shards, numbers)
    faults(streams, arn, shards)
    life_of_a_stream(streams, arn)
    print(f"{len(FAILED)} failed")
    return 1 if FAILED else 0


sys.exit(main())
