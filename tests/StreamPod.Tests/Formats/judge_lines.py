"""Reads lines of the shape Flat with Python's JSON and says where a value is not that of the document of reference values.

Usage: judge_lines.py VALUES LINES
VALUES is tests/Golden/types/values.json; LINES has one row that holds every case as a column of its name.
"""
import base64
import json
import re
import struct
import sys

OWN = ["_op", "_ts", "_seq", "_shard", "_lineage", "_origin", "_kind", "_unmapped"]


class Number(str):
    """A JSON number, digit for digit."""


class Pairs(list):
    """A JSON object, member by member."""


def constant(word):
    raise ValueError("not JSON: " + word)


def parse_line(line):
    return json.loads(line, parse_int=Number, parse_float=Number, parse_constant=constant, object_pairs_hook=Pairs)


def members(value):
    assert isinstance(value, Pairs), "an object expected, found %r" % (value,)
    names = [name for name, _ in value]
    assert len(set(names)) == len(names), "a name stands twice"
    return dict(value)


def parse_type(text):
    tokens = re.findall(r'"(?:[^"]|"")*"|\w+|[<>,]', text)

    def one():
        name = tokens.pop(0)
        name = name[1:-1].replace('""', '"') if name.startswith('"') else name
        parts = []
        if tokens and tokens[0] == "<":
            tokens.pop(0)
            while True:
                parts.append(one())
                if tokens.pop(0) == ">":
                    break
        return parts[0] if name == "frozen" else (name, parts)

    return one()


def days_of(text):
    match = re.fullmatch(r"([+-]?)(\d{4,})-(\d\d)-(\d\d)", text)
    assert match, "a date expected, found %r" % text
    sign, year, month, day = match[1], int(match[2]), int(match[3]), int(match[4])
    assert sign or len(match[2]) == 4, "a year past 9999 needs a sign: %r" % text
    year = -year if sign == "-" else year
    # The Julian day number of a day of the Gregorian calendar, less that of 1970-01-01.
    a = (14 - month) // 12
    y, m = year + 4800 - a, month + 12 * a - 3
    return day + (153 * m + 2) // 5 + 365 * y + y // 4 - y // 100 + y // 400 - 32045 - 2440588


def milliseconds_of(text):
    match = re.fullmatch(r"(.+)T(\d\d):(\d\d):(\d\d)\.(\d{3})Z", text)
    assert match, "a moment expected, found %r" % text
    hour, minute, second, part = (int(match[group]) for group in (2, 3, 4, 5))
    assert hour < 24 and minute < 60 and second < 60, text
    return days_of(match[1]) * 86400000 + ((hour * 60 + minute) * 60 + second) * 1000 + part


def floating(found, expected, is_float):
    if expected in ("NaN", "Infinity", "-Infinity"):
        return found == expected and not isinstance(found, Number)
    assert isinstance(found, Number), "a number expected, found %r" % (found,)
    value = json.loads(found)
    assert isinstance(value, float), "%s is read as a whole number" % found
    if is_float:
        return struct.pack(">f", value) == struct.pack(">f", float(expected))
    return struct.pack(">d", value) == struct.pack(">d", float(expected))


class Judge:
    def __init__(self, user_types):
        self.user_types = {kind["name"]: [(field["name"], parse_type(field["type"])) for field in kind["fields"]] for kind in user_types}

    def agree(self, found, expected, kind, options):
        name, parts = kind
        if expected is None or found is None:
            return expected is None and found is None
        if name in ("list", "set"):
            return isinstance(found, list) and not isinstance(found, Pairs) and len(found) == len(expected) and all(
                self.agree(one, other, parts[0], options) for one, other in zip(found, expected))
        if name == "map":
            return self.agree_map(found, expected, parts, options)
        if name == "tuple":
            return self.agree_struct(found, expected, [("field%d" % index, part) for index, part in enumerate(parts)], options)
        if name in self.user_types:
            return self.agree_struct(found, expected, self.user_types[name], options)
        if name == "duration":
            whole = ("bigint", [])
            return self.agree_struct(found, expected, [("months", whole), ("days", whole), ("nanoseconds", whole)], options)
        return self.agree_scalar(found, expected, name, options)

    def agree_map(self, found, expected, parts, options):
        is_object = parts[0][0] not in ("list", "set", "map", "tuple", "duration") and parts[0][0] not in self.user_types
        if is_object:
            members(found)
            pairs = [(self.key(text, parts[0][0]), value) for text, value in found]
        else:
            assert isinstance(found, list) and not isinstance(found, Pairs), "an array of entries expected"
            assert all(list(members(entry)) == ["key", "value"] for entry in found), "entries of key and value expected"
            pairs = [(members(entry)["key"], members(entry)["value"]) for entry in found]
        return len(pairs) == len(expected) and all(
            self.agree(key, pair[0], parts[0], options) and self.agree(value, pair[1], parts[1], options) for (key, value), pair in zip(pairs, expected))

    @staticmethod
    def key(text, kind):
        """A name of a member as the value that it would be."""
        if kind == "boolean":
            return {"true": True, "false": False}[text]
        is_text = kind in ("text", "varchar", "ascii", "inet", "uuid", "timeuuid", "blob", "date", "timestamp") or text in ("NaN", "Infinity", "-Infinity")
        return text if is_text else Number(text)

    def agree_struct(self, found, expected, fields, options):
        values = members(found)
        assert list(values) == [name for name, _ in fields], "fields %s expected, found %s" % ([name for name, _ in fields], list(values))
        return all(self.agree(values[name], expected[name], kind, options) for name, kind in fields)

    def agree_scalar(self, found, expected, name, options):
        if name == "boolean":
            return found is expected
        if name in ("float", "double"):
            return floating(found, expected, name == "float")
        if name == "blob":
            return base64.b64decode(found, validate=True).hex() == expected
        if name == "date":
            return not isinstance(found, Number) and str(days_of(found)) == expected
        if name == "timestamp":
            return not isinstance(found, Number) and str(milliseconds_of(found)) == expected
        is_number = name in ("tinyint", "smallint", "int", "bigint", "counter", "time") or (name == "varint" and options.get("as") != "String") or (
            name == "decimal" and "decimal" in options)
        return isinstance(found, Number) == is_number and str(found) == expected


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        document = json.load(file)
    with open(sys.argv[2], "rb") as file:
        lines = file.read().split(b"\n")
    assert len(lines) == 2 and lines[1] == b"", "one line expected"
    row = members(parse_line(lines[0].decode("utf-8")))
    judge = Judge(document["userTypes"])
    wrong = 0
    for case in document["cases"]:
        expected = case["value"]
        if "repeat" in case:
            expected = expected * case["repeat"]
        try:
            agrees = judge.agree(row[case["name"]], expected, parse_type(case["type"]), case.get("options", {}))
            reason = "%.200r found, %.200r expected" % (row[case["name"]], expected)
        except (AssertionError, KeyError, ValueError) as fault:
            agrees, reason = False, repr(fault)
        if not agrees:
            wrong += 1
            print("%s: %s" % (case["name"], reason))
    names = ["id"] + sorted(case["name"] for case in document["cases"]) + OWN
    if list(row) != names:
        wrong += 1
        print("fields in another order: %s" % list(row))
    if row["_op"] != "INSERT" or row["_unmapped"] is not None or row["_lineage"] != "3" or milliseconds_of(row["_ts"]) != 1767397800037:
        wrong += 1
        print("what happened is told wrongly: %s" % [row[name] for name in OWN])
    print("%d values, %d wrong" % (len(document["cases"]), wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
