"""Two hundred hostile clients at once, all the time: the lookups of another visitor hardly notice them."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from threading import Event, Thread

import pytest

from .conftest import Server
from .test_hostile import HOSTILE, LOOKUP, PROBLEM

ATTACKERS = Path(__file__).with_name("attackers.py")
CLIENTS, SECONDS, SAMPLES = 200, 9, 60
SETTLED = 2.0
"""Seconds until the queries of the attackers have all come in."""

MOST = 3.0
"""Times the idle median that a lookup may take."""

ROUNDS = 3
"""The best round counts: what else the machine does in a round is not the service's."""

QUERIES = {name: query for name, (query, _) in HOSTILE.items()} | {"ten megabytes": "# " + "x" * 10_000_000}
STATUSES = {name: expected | {503, 504} for name, (_, expected) in HOSTILE.items()} | {"ten megabytes": {413}}
WORKER, SERVER = 150_000, 250_000
"""Kilobytes that a worker (`KG_QUERY_MEMORY`) and the server may grow beyond their idle size."""

LOOKUPS = {
    "norm": "/normen/VL-STREEF-60",
    "qualification": "/kwalificaties/BK-0090-2",
    "SPARQL": f"/sparql?query={LOOKUP.replace('?', '%3F').replace(' ', '%20')}",
}


@contextmanager
def attacked(server: Server, found: list[tuple[str, int, str, bool, bool, int]]) -> Iterator[None]:
    port = server.root.rpartition(":")[2]
    command = [sys.executable, str(ATTACKERS), port, str(SECONDS), str(CLIENTS)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as attackers:
        assert attackers.stdin
        attackers.stdin.write(json.dumps(QUERIES).encode())
        attackers.stdin.close()
        time.sleep(SETTLED)
        yield
        assert attackers.poll() is None, "the attack was over before the lookups were"
        assert attackers.stdout
        found.extend(json.loads(attackers.stdout.read()))


def medians(server: Server) -> dict[str, float]:
    """Return the median seconds of every lookup, taken in turns."""
    taken: dict[str, list[float]] = {name: [] for name in LOOKUPS}
    for _ in range(SAMPLES):
        for name, path in LOOKUPS.items():
            started = time.perf_counter()
            answer = server.client.get(path, headers={"Accept": "application/json, */*;q=0.1"})
            taken[name].append(time.perf_counter() - started)
            assert answer.status_code == 200, (name, answer.text)
            time.sleep(0.005)
    return {name: median(values) for name, values in taken.items()}


def kilobytes(pid: int, figure: str) -> int:
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith(figure)), 0)


@contextmanager
def watched(server: Server) -> Iterator[dict[str, int]]:
    """Give the highest memory of the server and of any of its workers, once the block is over."""
    peak, done = {"server": 0, "worker": 0}, Event()

    def look() -> None:
        while not done.wait(0.05):
            peak["server"] = max(peak["server"], kilobytes(server.process.pid, "VmRSS"))
            peak["worker"] = max([peak["worker"], *(kilobytes(pid, "RssAnon") for pid in server.readers())])

    watcher = Thread(target=look)
    watcher.start()
    try:
        yield peak
    finally:
        done.set()
        watcher.join()


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_lookups_go_on_among_two_hundred_attackers(server: Server) -> None:
    found: list[tuple[str, int, str, bool, bool, int]] = []
    ratios: list[dict[str, float]] = []
    with watched(server) as size:
        medians(server)
    for _ in range(ROUNDS):
        idle = medians(server)
        with watched(server) as peak, attacked(server, found):
            busy = medians(server)
        ratios.append({name: busy[name] / idle[name] for name in LOOKUPS})
        assert 0 < size["worker"] < peak["worker"] < size["worker"] + WORKER, (size, peak)
        assert peak["server"] < size["server"] + SERVER, (size, peak)
        if max(ratios[-1].values()) < MOST:
            break
    for name, status, media, retry, whole, _ in found:
        assert status in STATUSES[name], (name, status)
        assert media == (PROBLEM if status >= 400 else "application/sparql-results+json")
        assert whole
        assert retry is (status == 503)
    assert {name for name, *_ in found} == set(QUERIES)
    assert max(ratios[-1].values()) < MOST, ratios
