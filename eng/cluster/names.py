#!/usr/bin/python3
"""Tells pods the addresses of names: those at or below given domains have one address, in cluster.local there is none, and all others are refused.

Usage: names.py LISTEN ADDRESS DOMAIN...     serves DNS over UDP at LISTEN:53 until it is killed
"""
import socket
import struct
import sys

PORT = 53
ADDRESS, INTERNET = 1, 1
NO_ERROR, NO_SUCH_NAME, REFUSED = 0, 3, 5
TIME_TO_LIVE = 5
HEADER = struct.Struct(">HHHHHH")


def question_of(query):
    """The name in small letters, its type, and the question's own bytes."""
    labels, place = [], HEADER.size
    while query[place]:
        length = query[place]
        labels.append(query[place + 1 : place + 1 + length].decode("ascii").lower())
        place += 1 + length
    kind, network = struct.unpack_from(">HH", query, place + 1)
    return ".".join(labels), kind if network == INTERNET else None, query[HEADER.size : place + 5]


def is_within(name, domain):
    return name == domain or name.endswith("." + domain)


def answer(query, address, domains):
    number, flags, *_ = HEADER.unpack_from(query)
    name, kind, question = question_of(query)
    records = b""
    if any(is_within(name, domain) for domain in domains):
        code = NO_ERROR
        if kind == ADDRESS:  # other kinds of addresses: the name exists, and has none
            records = struct.pack(">HHHIH", 0xC00C, ADDRESS, INTERNET, TIME_TO_LIVE, 4) + socket.inet_aton(address)
    else:
        code = NO_SUCH_NAME if is_within(name, "cluster.local") else REFUSED
    # An answer, by whoever is responsible, to a question that may have asked for recursion.
    return HEADER.pack(number, 0x8400 | (flags & 0x0100) | 0x0080 | code, 1, 1 if records else 0, 0, 0) + question + records


def serve(listen, address, domains):
    server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    server.bind((listen, PORT))
    print(f"listening at {listen}", flush=True)
    while True:
        query, asker = server.recvfrom(4096)
        try:
            reply = answer(query, address, domains)
        except (IndexError, UnicodeDecodeError, struct.error) as problem:
            print(f"{asker[0]} asked what cannot be read: {problem}", flush=True)
            continue
        server.sendto(reply, asker)


if __name__ == "__main__":
    serve(sys.argv[1], sys.argv[2], sys.argv[3:])
