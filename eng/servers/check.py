"""Checks of the test servers by botocore; endpoints and credentials come from the environment."""
import os

import botocore.session
from botocore.config import Config
from botocore.exceptions import ClientError


def client(service, endpoint, **config):
    return botocore.session.get_session().create_client(
        service, endpoint_url=os.environ[endpoint], region_name=os.environ["AWS_REGION"],
        config=Config(retries={"total_max_attempts": 1}, proxies={}, **config))


def refused(code, call, **arguments):
    """Whether the call fails with exactly this error code."""
    try:
        call(**arguments)
    except ClientError as error:
        found = error.response["Error"]["Code"]
        status = error.response["ResponseMetadata"]["HTTPStatusCode"]
        assert code in (found, str(status)), f"expected {code}, found {found} ({status})"
        return
    raise AssertionError(f"expected {code}, the call was accepted")


def check_objects():
    s3 = client("s3", "S3_ENDPOINT", s3={"addressing_style": "path"})
    s3.create_bucket(Bucket="check")
    first = {"Bucket": "check", "Key": "a/b.json", "Body": b"first", "IfNoneMatch": "*", "Metadata": {"part": "1/1"}}
    s3.put_object(**first)
    refused("412", s3.put_object, **{**first, "Body": b"second"})
    found = s3.get_object(Bucket="check", Key="a/b.json")
    assert found["Body"].read() == b"first", "the refused PUT changed the object"
    assert found["Metadata"] == {"part": "1/1"}, found["Metadata"]


def check_leases():
    dynamodb = client("dynamodb", "DYNAMODB_ENDPOINT")
    dynamodb.create_table(
        TableName="check", BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": "leaseKey", "AttributeType": "S"}],
        KeySchema=[{"AttributeName": "leaseKey", "KeyType": "HASH"}])
    dynamodb.get_waiter("table_exists").wait(TableName="check", WaiterConfig={"Delay": 1, "MaxAttempts": 10})
    dynamodb.put_item(TableName="check", Item={"leaseKey": {"S": "shard"}, "leaseCounter": {"N": "1"}})
    take = {
        "TableName": "check", "Key": {"leaseKey": {"S": "shard"}},
        "UpdateExpression": "SET leaseCounter = leaseCounter + :one",
        "ConditionExpression": "leaseCounter = :seen",
        "ExpressionAttributeValues": {":one": {"N": "1"}, ":seen": {"N": "1"}}}
    dynamodb.update_item(**take)
    refused("ConditionalCheckFailedException", dynamodb.update_item, **take)
    found = dynamodb.get_item(TableName="check", Key={"leaseKey": {"S": "shard"}}, ConsistentRead=True)
    assert found["Item"]["leaseCounter"] == {"N": "2"}, found["Item"]


check_objects()
print("S3: a second PUT with If-None-Match is refused and changes nothing")
check_leases()
print("DynamoDB: a second conditional update is refused and changes nothing")
