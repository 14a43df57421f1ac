"""Roles of the demo's AWS, and what became of them: sessions, and which of the granted statements were needed.

rights.py roles FOLDER IAM OPERATOR STREAM    makes the two roles of what `streamer-operator iam` printed into the file IAM
rights.py join FOLDER IAM OPERATOR STREAM     makes the role of one more stream, and adds what the operator needs for it to its role
rights.py associate FOLDER ROLE...            lets EKS Pod Identity take the roles on too
rights.py report FOLDER                       prints sessions and statements; exit code 1 when a statement was not needed, or one was missing
"""
import collections
import json
import pathlib
import sys

# Asked only while a stream other than the table's latest is read to its end, or one that spec.source.streamArn names: not here.
ELSEWHERE = {"LookUpStream"}
POD_IDENTITY = {
    "Sid": "AssumeByPodIdentity", "Effect": "Allow", "Principal": {"Service": "pods.eks.amazonaws.com"},
    "Action": ["sts:AssumeRole", "sts:TagSession"]}


def write(path, document):
    """Whole or not at all: the file is read while it changes."""
    beside = path.with_suffix(".next")
    beside.write_text(json.dumps(document, indent=2))
    beside.rename(path)


def role_file(folder, role):
    return pathlib.Path(folder, "roles", f"{role}.json")


def make_roles(folder, printed, operator, stream):
    documents = json.loads(pathlib.Path(printed).read_text())
    for role, trust, policy in ((operator, "operatorTrustPolicy", "operatorPolicy"), (stream, "trustPolicy", "policy")):
        write(role_file(folder, role), {"trust": documents[trust], "policies": [documents[policy]]})


def join(folder, printed, operator, stream):
    documents = json.loads(pathlib.Path(printed).read_text())
    write(role_file(folder, stream), {"trust": documents["trustPolicy"], "policies": [documents["policy"]]})
    role = json.loads(role_file(folder, operator).read_text())
    if documents["operatorPolicy"] not in role["policies"]:
        role["policies"].append(documents["operatorPolicy"])
        write(role_file(folder, operator), role)


def associate(folder, *roles):
    for path in (role_file(folder, role) for role in roles):
        role = json.loads(path.read_text())
        role["trust"]["Statement"].append(POD_IDENTITY)
        write(path, role)


def journal(folder):
    with open(pathlib.Path(folder, "requests.jsonl"), encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.endswith("\n")]


def report(folder):
    entries = journal(folder)
    faults = [entry["message"] for entry in entries if entry["kind"] == "problem"]
    for path in sorted(pathlib.Path(folder, "roles").glob("*.json")):
        faults += report_role(path, entries)
    expired = sum(entry["kind"] == "refused" and entry["error"].startswith("Expired") for entry in entries)
    print(f"  {expired} requests came with a session that had ended before its time, and were made again with the next one")
    for fault in faults:
        print(f"  FAILED: {fault}")
    return 1 if faults else 0


def report_role(path, entries):
    role = path.stem
    granted = [statement for policy in json.loads(path.read_text())["policies"] for statement in policy["Statement"]]
    sessions = collections.Counter(entry["operation"] for entry in entries if entry["kind"] == "session" and entry.get("role") == role and entry["granted"])
    judged = [entry for entry in entries if entry["kind"] == "judged" and entry["role"] == role]
    uses = collections.Counter(statement for entry in judged for statement in entry["statements"])
    print(f"  {role}: {sum(sessions.values())} sessions ({', '.join(f'{count} by {way}' for way, count in sorted(sessions.items()))}), {len(judged)} requests judged")
    for statement in granted:
        if statement["Effect"] == "Deny":
            print(f"    {statement['Sid']:<16} denies {statement['Action']} without its condition")
            continue
        actions = collections.Counter(entry["action"] for entry in judged if statement["Sid"] in entry["statements"])
        print(f"    {statement['Sid']:<16} {uses[statement['Sid']]:>6}  {', '.join(f'{action} {count}' for action, count in sorted(actions.items()))}")
    missing = sorted({f"{role} lacks {entry['action']} on {entry['resource']}" for entry in judged if not entry["allowed"]})
    return missing + [f"{role} has {statement['Sid']}, which nothing needed" for statement in granted if statement["Effect"] == "Allow" and not uses[statement["Sid"]] and statement["Sid"] not in ELSEWHERE]


if __name__ == "__main__":
    verbs = {"roles": make_roles, "join": join, "associate": associate, "report": report}
    sys.exit(verbs[sys.argv[1]](*sys.argv[2:]))
