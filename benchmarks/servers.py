"""Servers side by side: `python -m benchmarks.servers TRIPLES …` writes SERVERS.md and servers.json.

This service is measured alone on every size, and beside the others on one of them (`--beside`). The same
triples and the same twelve queries (`queries/schaal/`) go to this service, the `oxigraph` server, Virtuoso
and rdflib-endpoint (`pip install -e .[bench]`). All run at once and are asked in turn, so that the noise of
the machine falls on all alike; what is absent is left out and named. Every request is new (another code each
time), so no cache answers.
"""

import argparse
import json
import os
import platform
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import asdict, dataclass, field
from functools import partial
from http.client import HTTPException
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.scale import code_of, write
from benchmarks.serverpage import OURS, render
from benchmarks.serving import (
    PATIENCE,
    Client,
    free_port,
    memory_of,
    settle,
    size_of,
    started,
    wait,
)
from kwalificatiegraaf.importers.quads import read_quads
from kwalificatiegraaf.store.oxigraph import OxigraphStore
from kwalificatiegraaf.store.syntax import bind_term

FOLDER = Path(__file__).parent
QUERIES = sorted((FOLDER / "queries" / "schaal").glob("*.rq"))
LOOKUP = QUERIES[0]
ROUNDS = 7
TURNS, SECONDS = 5, 2
"""How many turns each server gets for its throughput, and how many seconds each lasts."""
STARTS = 5
"""How often the service is started; the median counts."""
BIN = Path(sys.executable).parent


@dataclass
class Running:
    """A server that answers: where, as which process, and what was measured of its start."""

    port: int
    path: str
    process: "subprocess.Popen[bytes]"
    figures: "Figures"


@dataclass
class Figures:
    """What was measured of one server; seconds, and requests per second."""

    load: float = 0.0
    busy: float = 0.0
    disk: int = 0
    memory: int = 0
    medians: dict[str, float | None] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    throughput: dict[str, float] = field(default_factory=dict)


def question(path: Path, number: int) -> str:
    """Return the query for the version with this number, or as it is when it asks for all."""
    text = path.read_text(encoding="utf-8")
    return bind_term(text, "code", f'"{code_of(number)}"') if "UNDEF" in text else text


def clock(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def count(body: bytes) -> int:
    """Return the rows, or triples, of an answer; 0 or 1 for an ASK."""
    if not body.lstrip().startswith(b"{"):
        return sum(1 for line in body.splitlines() if line.strip())
    answer = json.loads(body)
    return len(answer["results"]["bindings"]) if "results" in answer else int(answer["boolean"])


def throughput(server: Running, clients: int, versions: int, turn: int) -> float:
    """Return lookups per second with so many clients, each its own connection and its own codes."""
    counts = [0] * clients
    end = time.monotonic() + SECONDS

    def work(mine: int) -> None:
        chance, client = random.Random(1000 * turn + mine), Client(server.port, server.path)
        while time.monotonic() < end:
            client.ask(question(LOOKUP, chance.randrange(versions)))
            counts[mine] += 1

    start = time.monotonic()
    with ThreadPoolExecutor(clients) as pool:
        list(pool.map(work, range(clients)))  # raises what a client met: a refusal is no throughput
    return sum(counts) / (time.monotonic() - start)


def measure(servers: Sequence[Running], versions: int) -> None:
    """Ask all servers everything in turn: the median of the rounds, and of the turns."""
    chance = random.Random(3)
    for query in QUERIES:
        times: dict[int, list[float]] = {server.port: [] for server in servers}
        for _ in range(ROUNDS if "scan" not in query.stem else 3):
            text = question(query, chance.randrange(versions))
            for server in servers:
                if server.port in times:
                    try:
                        times[server.port].append(clock(partial(asked_of, server, text)))
                    except (OSError, HTTPException):
                        del times[server.port]
        for server in servers:
            found = times.get(server.port)
            server.figures.medians[query.stem] = median(found) if found else None
            if found:
                server.figures.rows[query.stem] = count(asked_of(server, question(query, 5)))
    for clients in (1, 16):
        turns = [[throughput(one, clients, versions, turn) for one in servers] for turn in range(TURNS)]
        for server, found in zip(servers, zip(*turns, strict=True), strict=True):
            server.figures.throughput[str(clients)] = median(found)


def asked_of(server: Running, text: str) -> bytes:
    return Client(server.port, server.path).ask(text)


@contextmanager
def ours(data: Path, folder: Path) -> Iterator[Running]:
    """Run this service on a store on disk."""
    figures, port = Figures(), free_port()
    store = folder / "graaf"
    figures.load = clock(
        lambda: OxigraphStore.write(store, lambda: read_quads(data, lambda done, size: None))
    )
    figures.disk = size_of(store)
    command = [str(BIN / "kwalificatiegraaf"), "serve", "--port", str(port)]
    settings = {"KG_STORE": f"oxigraph:{store}", "KG_DATA": str(folder / "data")}
    settings |= {"KG_QUERY_RATE": "0", "KG_QUERY_TIMEOUT": str(PATIENCE)}
    with started(command, folder, **settings) as process:
        wait(process, lambda: Client(port, "/sparql").ask("ASK {}"))
        figures.busy = settle(process)
        yield Running(port, "/sparql", process, figures)


@contextmanager
def oxigraph(data: Path, folder: Path) -> Iterator[Running]:
    """Run the Oxigraph server."""
    figures, port, binary = Figures(), free_port(), str(BIN / "oxigraph")
    store = folder / "graaf"
    load = [binary, "load", "--location", str(store), "--file", str(data), "--format", "nq"]
    figures.load = clock(lambda: subprocess.run(load, check=True, capture_output=True))
    figures.disk = size_of(store)
    serve = [
        binary,
        "serve",
        "--location",
        str(store),
        "--bind",
        f"127.0.0.1:{port}",
        "--union-default-graph",
    ]
    with started(serve, folder) as process:
        wait(process, lambda: Client(port, "/query").ask("ASK {}"))
        figures.busy = settle(process)
        yield Running(port, "/query", process, figures)


@contextmanager
def virtuoso(data: Path, folder: Path) -> Iterator[Running]:
    """Run Virtuoso, loaded by its own bulk loader."""
    from tests.virtuoso import settings_of, start

    figures = Figures()
    ports = settings_of(folder, rows=1_000_000, buffers=170_000)
    (folder / "data.nq").symlink_to(data)
    with start(folder, ports) as process:
        load = "exec=DB.DBA.TTLP_MT(file_open('data.nq'), '', 'http://voorbeeld.be/', 512, 0, 2); checkpoint;"
        isql = ["isql-vt", f"127.0.0.1:{ports.sql}", "dba", "dba", load]
        figures.load = clock(
            lambda: subprocess.run(isql, check=True, capture_output=True, stdin=subprocess.DEVNULL)
        )
        figures.disk = size_of(folder)
        figures.busy = settle(process)
        yield Running(ports.http, "/sparql", process, figures)


RDFLIB = """
import sys, rdflib, uvicorn
from rdflib_endpoint import SparqlEndpoint
graph = rdflib.Dataset(default_union=True)
graph.parse(sys.argv[1], format="nquads")
uvicorn.run(SparqlEndpoint(graph=graph), host="127.0.0.1", port=int(sys.argv[2]), log_level="error")
"""


@contextmanager
def rdflib_endpoint(data: Path, folder: Path) -> Iterator[Running]:
    """Run rdflib-endpoint; its time to load is its time to start."""
    figures, port = Figures(), free_port()
    with started([sys.executable, "-c", RDFLIB, str(data), str(port)], folder) as process:
        figures.load = wait(process, lambda: Client(port, "/").ask("ASK {}"), 1_200)
        figures.busy = settle(process)
        yield Running(port, "/", process, figures)


SERVERS: dict[str, Callable[[Path, Path], AbstractContextManager[Running]]] = {
    OURS: ours,
    "oxigraph": oxigraph,
    "virtuoso": virtuoso,
    "rdflib-endpoint": rdflib_endpoint,
}


def embedded(folder: Path) -> dict[str, float]:
    """Measure this service on the embedded data: start, a dossier, and a repeated request with its ETag."""
    path, found = "/kwalificaties/BK-0090-2", {}
    with ExitStack() as last:
        times = []
        for number in range(STARTS):
            last.close()
            port, start = free_port(), time.monotonic()
            command = [str(BIN / "kwalificatiegraaf"), "serve", "--port", str(port)]
            process = last.enter_context(started(command, folder, KG_DATA=str(folder / f"data{number}")))
            wait(process, partial(looked_up, port, path))
            times.append(time.monotonic() - start)
        found["start tot eerste antwoord (s)"] = median(times)
        client = Client(port, path)
        for name, address, headers in (
            ("dossier, REST (ms)", path, {"Accept": "application/json"}),
            ("vast bestand (ms)", "/static/stijl.css", {}),
        ):
            client.get(address, **headers)
            found[name] = 1000 * median(
                clock(lambda a=address, h=headers: client.get(a, **h))
                for _ in range(300)  # type: ignore[misc]
            )
        client.link.request("GET", path, headers={"Accept": "application/json"})
        answer = client.link.getresponse()
        answer.read()
        etag = {"Accept": "application/json", "If-None-Match": answer.headers["ETag"]}
        assert client.get(path, **etag) == 304
        found["herhaald met ETag, REST (ms)"] = 1000 * median(
            clock(lambda: client.get(path, **etag)) for _ in range(300)
        )
    found["overdracht aan een leesproces (ms)"] = 1000 * hand_over()
    return found


def looked_up(port: int, path: str) -> int:
    return Client(port, path).get(path, Accept="application/json")


def hand_over() -> float:
    """Return the median seconds that a query spends outside the engine: an ASK of nothing, there and back."""
    from kwalificatiegraaf.bootstrap import boot
    from kwalificatiegraaf.settings import Settings
    from kwalificatiegraaf.store.workers import Ask

    systeem = boot(Settings())
    ask = Ask("ASK {}", "application/sparql-results+json", None, "http://voorbeeld.be/")
    systeem.readers.run(ask)
    found = median(clock(lambda: systeem.readers.run(ask)) for _ in range(500))
    systeem.close()
    return found


def main() -> None:
    """Measure what the command line asks, and write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("triples", type=int, nargs="+")
    parser.add_argument("--servers", nargs="*", default=list(SERVERS), choices=list(SERVERS))
    parser.add_argument("--beside", type=int, default=1_000_000, help="triples on which all servers are put")
    asked = parser.parse_args()
    found: dict[str, Any] = {"sizes": {}, "machine": machine()}
    with tempfile.TemporaryDirectory(prefix="kg-bench-") as root:
        (Path(root) / "ingebed").mkdir()
        found["embedded"] = embedded(Path(root) / "ingebed")
        beside = asked.beside if asked.beside in asked.triples else max(asked.triples)
        for size in asked.triples:
            data = Path(root) / f"{size}.nq"
            write(data, size)
            found["sizes"][str(size)] = figures_of([OURS], data, Path(root), size)[OURS]
            if size == beside:
                found["beside"] = {"size": size, "servers": figures_of(asked.servers, data, Path(root), size)}
    (FOLDER / "servers.json").write_text(json.dumps(found, indent=2, ensure_ascii=False) + "\n", "utf-8")
    (FOLDER / "SERVERS.md").write_text(render(found), "utf-8")


def figures_of(names: Sequence[str], data: Path, root: Path, size: int) -> dict[str, Any]:
    """Return the figures of servers that run at once on the same triples, or why one is absent."""
    running: dict[str, Running] = {}
    found: dict[str, Any] = {}
    with ExitStack() as programs:
        for name in names:
            folder = Path(tempfile.mkdtemp(prefix=name, dir=root))
            try:
                running[name] = programs.enter_context(SERVERS[name](data, folder))
            except (OSError, ImportError, RuntimeError, subprocess.CalledProcessError) as error:
                log = folder / "log"
                said = log.read_text(errors="replace")[-500:] if log.exists() else ""
                found[name] = {"fout": f"{error} {said}"}
        measure(list(running.values()), max(1, size // 300))
        for name, server in running.items():
            server.figures.memory = memory_of(server.process)
            found[name] = asdict(server.figures)
    print(size, json.dumps(found), flush=True)
    return {name: found[name] for name in names}


def machine() -> dict[str, str]:
    """Return what the figures hang on."""
    parts = ("pyoxigraph", "oxigraph", "rdflib", "rdflib-endpoint", "uvicorn")
    found = {name: _version(name) for name in parts}
    cores = len(os.sched_getaffinity(0))
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**30
    return {
        "machine": f"{platform.machine()}, {cores} kernen, {memory} GiB",
        "python": platform.python_version(),
    } | found


def _version(name: str) -> str:
    try:
        return version(name)
    except ImportError:
        return "afwezig"


if __name__ == "__main__":
    main()
