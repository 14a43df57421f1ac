"""Drives a running lab with the official client, default endpoints and a web identity; prints one line a check and ends with 1 if any failed.

usage: drive.py PORT      (role, token and authority come from AWS_ROLE_ARN, AWS_WEB_IDENTITY_TOKEN_FILE and AWS_CA_BUNDLE)
"""
import io
import socket
import sys

from botocore.config import Config
from botocore.exceptions import ClientError
from botocore.session import Session

PORT = int(sys.argv[1])
FAILED = []

# Every name leads to the lab, as a hosts file would do it.
socket.getaddrinfo = lambda *_, **__: [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", PORT))]
SESSION = Session()


def client(service, **config):
    return SESSION.create_client(service, region_name="us-east-1", config=Config(retries={"max_attempts": 0}, **config))


def check(name, expected, found):
    ok = expected == found
    print(("ok   " if ok else "FAIL ") + name + ("" if ok else f": expected {expected!r}, found {found!r}"))
    if not ok:
        FAILED.append(name)


def error_of(call):
    try:
        call()
    except ClientError as error:
        return error.response["Error"]["Code"], error.response["ResponseMetadata"]["HTTPStatusCode"]
    return "no error", 200


def identity():
    arn = client("sts").get_caller_identity()["Arn"]
    check("GetCallerIdentity", "arn:aws:sts::111122223333:assumed-role/pod/", arn[:arn.rindex("/") + 1])


def objects():
    s3 = client("s3")
    s3.put_object(Bucket="lab-bucket", Key="data/a b+c.txt", Body=b"hello", IfNoneMatch="*", Tagging="a=b")
    check("the same key again", ("PreconditionFailed", 412), error_of(lambda: s3.put_object(Bucket="lab-bucket", Key="data/a b+c.txt", Body=b"x", IfNoneMatch="*")))
    s3.put_object(Bucket="lab-bucket", Key="data/stream.bin", Body=io.BytesIO(b"x" * 300_000))
    s3.put_object(Bucket="lab-bucket", Key="data/checksum.bin", Body=b"y", ChecksumAlgorithm="SHA256")
    signed = client("s3", s3={"payload_signing_enabled": True})
    signed.put_object(Bucket="lab-bucket", Key="data/signed.bin", Body=io.BytesIO(b"z" * 300_000))
    check("GetObject", b"x" * 300_000, s3.get_object(Bucket="lab-bucket", Key="data/stream.bin")["Body"].read())
    check("GetObject of a signed body", b"z" * 300_000, s3.get_object(Bucket="lab-bucket", Key="data/signed.bin")["Body"].read())
    check("HeadObject", 5, s3.head_object(Bucket="lab-bucket", Key="data/a b+c.txt")["ContentLength"])
    check("HeadObject of nothing", ("404", 404), error_of(lambda: s3.head_object(Bucket="lab-bucket", Key="data/none")))
    check("HeadObject elsewhere", ("403", 403), error_of(lambda: s3.head_object(Bucket="lab-bucket", Key="other/none")))
    check("PutObject elsewhere", ("AccessDenied", 403), error_of(lambda: s3.put_object(Bucket="lab-bucket", Key="other/a", Body=b"x")))
    check("DeleteObject", ("AccessDenied", 403), error_of(lambda: s3.delete_object(Bucket="lab-bucket", Key="data/stream.bin")))
    listed = s3.list_objects_v2(Bucket="lab-bucket", Prefix="data/")["Contents"]
    check("ListObjectsV2", ["data/a b+c.txt", "data/checksum.bin", "data/signed.bin", "data/stream.bin"], [item["Key"] for item in listed])
    s3.head_bucket(Bucket="lab-bucket", ExpectedBucketOwner="111122223333")


def leases():
    dynamodb = client("dynamodb")
    dynamodb.create_table(
        TableName="leases", BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": "k", "AttributeType": "S"}], KeySchema=[{"AttributeName": "k", "KeyType": "HASH"}])
    put = lambda: dynamodb.put_item(TableName="leases", Item={"k": {"S": "1"}})
    while error_of(put)[0] == "ResourceNotFoundException":
        pass  # the table is being made
    check("Scan", [{"k": {"S": "1"}}], dynamodb.scan(TableName="leases")["Items"])
    check("Scan elsewhere", ("AccessDeniedException", 400), error_of(lambda: dynamodb.scan(TableName="other")))
    check("DeleteTable", ("AccessDeniedException", 400), error_of(lambda: dynamodb.delete_table(TableName="leases")))


def streams():
    keyspaces = client("keyspacesstreams")
    arn = keyspaces.list_streams(keyspaceName="media", tableName="media_content")["streams"][0]["streamArn"]
    shards = keyspaces.get_stream(streamArn=arn)["shards"]
    total = 0
    for shard in shards:
        iterator = keyspaces.get_shard_iterator(streamArn=arn, shardId=shard["shardId"], shardIteratorType="TRIM_HORIZON")["shardIterator"]
        while iterator:
            page = keyspaces.get_records(shardIterator=iterator)
            total += len(page["changeRecords"])
            iterator = page.get("nextShardIterator")
            if page["iteratorDescription"]["iteratorPosition"] == "AT_TIP":
                break
    check("GetRecords of all shards", 50, total)
    other = arn.replace("media_content", "other_content")
    check("GetStream elsewhere", ("AccessDeniedException", 400), error_of(lambda: keyspaces.get_stream(streamArn=other)))


def tables():
    keyspaces = client("keyspaces")
    check("GetTable", "media_content", keyspaces.get_table(keyspaceName="media", tableName="media_content")["tableName"])
    check("GetTable elsewhere", ("AccessDeniedException", 400), error_of(lambda: keyspaces.get_table(keyspaceName="media", tableName="other")))


def images():
    ecr = client("ecr")
    image = [{"imageTag": "1.0"}]
    check("DescribeImages", "sha256:", ecr.describe_images(registryId="111122223333", repositoryName="streampod", imageIds=image)["imageDetails"][0]["imageDigest"][:7])
    check("DescribeImages elsewhere", ("AccessDeniedException", 400), error_of(lambda: ecr.describe_images(registryId="111122223333", repositoryName="other", imageIds=image)))


identity()
objects()
leases()
streams()
tables()
images()
print(f"{len(FAILED)} failed")
sys.exit(1 if FAILED else 0)
