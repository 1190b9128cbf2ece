"""One writer and two replicas, each a real `serve`: a publication reaches all, and no request fails."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event, Thread
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

import pytest

from tests.virtuoso import free_port

SECRET = "geheim-van-de-schrijver"
SEEN = "/kwalificaties/BK-0090-2"
WITHIN = 2.0
"""Seconds in which a publication must be everywhere."""
TITLE = "Kapper van de proef"
UPDATE = """PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
DELETE { GRAPH ?g { ?k rdfs:label ?t } }
INSERT { GRAPH ?g { ?k rdfs:label "%s"@nl } }
WHERE { GRAPH ?g { ?k rdfs:label ?t } FILTER(STRENDS(STR(?k), "/beroepskwalificatie/BK-0090-2")) }"""


class Serving:
    """A `kwalificatiegraaf serve` with these settings."""

    def __init__(self, log: Path, **settings: str) -> None:
        self.port = free_port()
        self.log = log
        environment = {**os.environ, **settings, "KG_DATA": str(log.parent / "data")}
        command = [sys.executable, "-m", "kwalificatiegraaf", "serve", "--port", str(self.port)]
        with log.open("w") as out:
            self.process = subprocess.Popen(command, stdout=out, stderr=out, env=environment)

    def get(self, path: str) -> bytes:
        request = Request(f"http://127.0.0.1:{self.port}{path}", headers={"Accept": "application/json"})
        with urlopen(request, timeout=10) as answer:
            return bytes(answer.read())

    def update(self, text: str) -> int:
        headers = {"Authorization": f"Bearer {SECRET}", "Content-Type": "application/sparql-update"}
        request = Request(f"http://127.0.0.1:{self.port}/sparql", text.encode(), headers)
        with urlopen(request, timeout=30) as answer:
            return int(answer.status)

    def ready(self) -> None:
        def answers() -> bool:
            try:
                return bool(self.get(SEEN))
            except URLError:
                return False

        assert becomes_true(answers, 60), self.log.read_text()

    def end(self) -> None:
        self.process.terminate()
        self.process.wait(20)


def becomes_true(look: Callable[[], bool], seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if look():
            return True
        time.sleep(0.05)
    return False


def shown_after(server: Serving, title: str, published: float) -> float:
    """Return the seconds from the publication until the server shows the title."""
    assert becomes_true(lambda: title.encode() in server.get(SEEN), 15), server.log.read_text()
    return time.monotonic() - published


@pytest.fixture
def servers(tmp_path: Path) -> Iterator[list[Serving]]:
    folder = str(tmp_path / "momentopnamen")
    writer = Serving(
        tmp_path / "schrijver.log",
        KG_STORE=f"oxigraph:{tmp_path / 'graaf'}",
        KG_SNAPSHOTS=folder,
        KG_UPDATE_TOKEN=SECRET,
    )
    started = [writer]
    try:
        writer.ready()
        for name in ("een", "twee"):
            log = tmp_path / f"{name}.log"
            started.append(Serving(log, KG_STORE=f"snapshot:{folder}", KG_UPDATE_TOKEN=SECRET))
        for server in started:
            server.ready()
        yield started
    finally:
        for server in started:
            server.end()


def test_a_publication_reaches_every_replica_and_no_request_fails(servers: list[Serving]) -> None:
    writer, *replicas = servers
    failed: list[object] = []
    stop = Event()

    def visit(server: Serving) -> None:
        while not stop.is_set():
            for path in (SEEN, "/sparql?query=ASK%7B%3Fs%20a%20%3Fo%7D"):
                try:
                    server.get(path)
                except Exception as error:
                    failed.append(error)
                stop.wait(0.05)

    visitors = [Thread(target=visit, args=(server,)) for server in replicas]
    for visitor in visitors:
        visitor.start()
    took: list[float] = []
    try:
        for number in range(3):
            title = f"{TITLE} {number}"
            assert writer.update(UPDATE % title) == 204
            published = time.monotonic()
            with ThreadPoolExecutor() as looking:
                seen = looking.map(lambda one, t=title, p=published: shown_after(one, t, p), servers)
                took.append(max(seen))
    finally:
        stop.set()
        for visitor in visitors:
            visitor.join()
    assert failed == []
    busy = max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))  # other work is not the replicas'
    assert min(took) < WITHIN * busy, took
    bodies = {json.dumps(json.loads(server.get(SEEN))["gegevens"]) for server in servers}
    assert len(bodies) == 1
    with pytest.raises(HTTPError) as refused:
        replicas[0].update(UPDATE % "Verboden")
    with refused.value as answer:
        assert answer.code == 403
        assert json.loads(answer.read())["title"] == "Enkel lezen"
