"""Clients that ask hostile queries without a pause; run as a program: `attackers.py PORT SECONDS CLIENTS`.

The queries come on stdin, as JSON by name. On stdout goes how often each sort of answer came, as JSON: rows
of name, status, media type, whether it says when to come back, whether it was whole, and the number.
"""

import asyncio
import json
import os
import sys
import time
from collections import Counter

PATIENCE = 5.0
"""Seconds from which a line opened late; the service closes one on which nothing came for ten."""

Sort = tuple[str, int, str, bool, bool]


def sort_of(name: str, answer: bytes) -> Sort:
    """Return what came for a query; status 0 for what is no answer at all."""
    head, _, body = answer.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    fields = {key.lower(): value.strip() for key, _, value in (line.partition(":") for line in lines)}
    if not fields:
        return name, 0, "", False, False
    whole = len(body) == int(fields.get("content-length", -1))
    return name, int(first.split()[1]), fields["content-type"], "retry-after" in fields, whole


async def ask(port: int, request: bytes) -> bytes | None:
    """Send one request on a line of its own and return all that comes back.

    None for a line that was closed without an answer, when the machine was so busy with others that it could
    be used long after it was asked for.
    """
    begun = time.monotonic()
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    late = time.monotonic() - begun > PATIENCE
    try:
        writer.write(request)
        return await reader.read() or (None if late else b"")
    except ConnectionError:
        return None if late else b""
    finally:
        writer.close()


async def keep_asking(port: int, until: float, name: str, request: bytes, found: Counter[Sort]) -> None:
    """Ask again as soon as an answer is there."""
    while time.monotonic() < until:
        answer = await ask(port, request)
        if answer is not None:
            found[sort_of(name, answer)] += 1


async def attack(port: int, seconds: float, clients: int, queries: dict[str, str]) -> Counter[Sort]:
    """Let all clients ask for some seconds, each its own query."""
    found: Counter[Sort] = Counter()
    head = "POST /sparql HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
    head += "Content-Type: application/sparql-query\r\nContent-Length: {}\r\n\r\n"
    requests = [(name, head.format(len(text)).encode() + text.encode()) for name, text in queries.items()]
    until = time.monotonic() + seconds
    async with asyncio.TaskGroup() as tasks:
        for number in range(clients):
            tasks.create_task(keep_asking(port, until, *requests[number % len(requests)], found))
    return found


if __name__ == "__main__":
    os.nice(19)  # elsewhere they would have processors of their own
    counted = asyncio.run(
        attack(int(sys.argv[1]), float(sys.argv[2]), int(sys.argv[3]), json.load(sys.stdin))
    )
    json.dump([[*sort, number] for sort, number in counted.items()], sys.stdout)
