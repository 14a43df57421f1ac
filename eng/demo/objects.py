"""Looks at the demo's bucket by an official client (botocore), which shares no code with the pod.

objects.py create BUCKET           makes the bucket
objects.py list BUCKET             how many objects, and the first of them
objects.py first BUCKET            the first record of the first object, laid out for people
objects.py gap BUCKET SINCE        longest time without a new object since an epoch second, in whole seconds as S3 tells them
objects.py compare BUCKET LEDGER   every record of the emulator's ledger against every line of every object
objects.py largest BUCKET PREFIX   bytes of the largest object below a prefix, for people
objects.py fetch BUCKET FOLDER     every object as a file, its key below the folder
objects.py compare-rows LEDGER ROWS    every record of the ledger against the rows that eng/readers/run.sh printed
"""
import collections
import json
import os
import sys

import botocore.session
from botocore.config import Config

WIDTH = 116


def client():
    return botocore.session.get_session().create_client(
        "s3", endpoint_url=os.environ["S3_ENDPOINT"], region_name=os.environ["AWS_REGION"],
        config=Config(proxies={}, s3={"addressing_style": "path"}))


def objects(bucket):
    pages = client().get_paginator("list_objects_v2").paginate(Bucket=bucket)
    # What a pod wrote to see that the store creates an object once, and the schemas of rows, are no objects of the stream.
    return [found for page in pages for found in page.get("Contents", []) if not found["Key"].endswith("_probe/create-only.json") and "/_schema/" not in found["Key"]]


def lines(bucket, key):
    return client().get_object(Bucket=bucket, Key=key)["Body"].read().splitlines()


def show_list(bucket):
    found = objects(bucket)
    print(f"  {len(found)} objects, {sum(each['Size'] for each in found) / 1e6:.1f} MB; the first of them:")
    for each in found[:6]:
        print(f"  {each['Size']:>10,} bytes  s3://{bucket}/{each['Key']}")
    print("  A name is the number of the object's first record. Numbers are unique within a shard only: where another")
    print("  shard has taken the name, the shard's short hash follows.")


def show_first(bucket):
    first = objects(bucket)[0]["Key"]
    print(f"  s3://{bucket}/{first}")
    print("\n".join("  " + line for line in layout(json.loads(lines(bucket, first)[0]), "", "", depth=3)))


def layout(value, lead, tail, depth):
    """JSON, a member a line and three levels deep; what is longer than a line is cut for the eye."""
    flat = lead + json.dumps(value, ensure_ascii=False) + tail
    if len(flat) <= WIDTH:
        return [flat]
    if depth == 0 or not isinstance(value, dict):
        return [flat[:WIDTH - 2] + " …"]
    indent = " " * (len(lead) - len(lead.lstrip()) + 2)
    inner = [
        line for place, (name, member) in enumerate(value.items(), start=1)
        for line in layout(member, f"{indent}{json.dumps(name)}: ", "," if place < len(value) else "", depth - 1)]
    return [lead + "{", *inner, indent[:-2] + "}" + tail]


def compare(bucket, ledger):
    found = collections.Counter()
    for each in objects(bucket):
        for line in lines(bucket, each["Key"]):
            record = json.loads(line)
            found[record["metadata"]["shardId"], record["sequenceNumber"]] += 1
    return compare_with(ledger, found)


def show_largest(bucket, prefix):
    print(f"{max((each['Size'] for each in objects(bucket) if each['Key'].startswith(prefix)), default=0) / 2**20:.1f} MiB")


def fetch(bucket, folder):
    for each in objects(bucket):
        path = os.path.join(folder, each["Key"])
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(client().get_object(Bucket=bucket, Key=each["Key"])["Body"].read())


def compare_rows(ledger, rows):
    found = collections.Counter()
    with open(rows, encoding="utf-8") as file:
        for kind, _, text in (line.rstrip("\n").partition(" ") for line in file):
            if kind == "error":
                print(f"  unreadable      {text}")
                return 1
            if kind == "row":
                row = json.loads(text)
                found[row["_shard"], row["_seq"].lstrip("0")] += 1
    return compare_with(ledger, found)


def compare_with(ledger, found):
    with open(ledger, encoding="utf-8") as file:
        entries = [entry for entry in map(json.loads, file) if entry["kind"] == "record"]
    wanted = collections.Counter((entry["shardId"], entry["sequenceNumber"]) for entry in entries)
    missing, foreign = wanted.keys() - found.keys(), found.keys() - wanted.keys()
    twice = [key for key, count in found.items() if count > 1]
    print(f"  stream          {wanted.total()} records in the emulator's ledger")
    print(f"  bucket          {found.total()} records: {len(missing)} missing, {len(twice)} twice, {len(foreign)} unknown")
    for key in [*sorted(missing), *sorted(twice), *sorted(foreign)][:10]:
        print(f"                  {key[0]} {key[1]}")
    return 0 if wanted == found else 1


def show_gap(bucket, since):
    times = sorted({int(since), *(int(each["LastModified"].timestamp()) for each in objects(bucket))})
    times = [time for time in times if time >= int(since)]
    print(max((after - before for before, after in zip(times, times[1:])), default=0))


def main(verb, *rest):
    if verb == "compare-rows":
        return compare_rows(*rest)
    bucket, *rest = rest
    if verb == "create":
        client().create_bucket(Bucket=bucket)
        return 0
    if verb == "compare":
        return compare(bucket, *rest)
    if verb == "fetch":
        return fetch(bucket, *rest) or 0
    return {"list": show_list, "first": show_first, "gap": show_gap, "largest": show_largest}[verb](bucket, *rest) or 0


sys.exit(main(*sys.argv[1:]))
