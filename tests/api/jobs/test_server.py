"""A really started server and a real client: progress as it happens, and work that can be stopped."""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from time import monotonic
from typing import Any, NamedTuple

import httpx2
import pytest

from tests.api.sparql.conftest import Server

from .conftest import LATER, LONG, has_ended, wait_for

PAGE = Path(__file__).resolve().parents[3] / "docs" / "handleiding" / "lang-werk.md"


class Heard(NamedTuple):
    """A block of the stream and when it came: its fields, or a comment."""

    at: float
    fields: dict[str, str]

    @property
    def data(self) -> Any:
        return json.loads(self.fields["data"])


def blocks(answer: httpx2.Response) -> Iterator[Heard]:
    """Yield the blocks as they come in, read as the standard says."""
    lines: list[str] = []
    for line in answer.iter_lines():
        if line:
            lines.append(line)
        else:
            yield Heard(monotonic(), dict(one.split(": ", 1) for one in lines))
            lines = []


def submit(server: Server, body: dict[str, Any]) -> str:
    answer = server.client.post("/trajecten/bouw", json=body, headers=LATER)
    assert answer.status_code == 202
    return str(answer.headers["location"])


def follow(server: Server, location: str, **headers: str) -> Any:
    return server.client.stream(
        "GET", f"{location}/voortgang", headers={"Accept": "text/event-stream", **headers}
    )


def test_the_progress_of_a_slow_build_comes_as_it_happens(server: Server) -> None:
    location = submit(server, {"opleiding": "115"})
    with follow(server, location) as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        heard = list(blocks(answer))
    events = [one for one in heard if "event" in one.fields]
    assert [int(one.fields["id"]) for one in events] == list(range(1, len(events) + 1))
    kinds = [one.fields["event"] for one in events]
    assert kinds[:3] == ["stand", "stand", "fase"]
    assert (kinds.count("einde"), kinds[-1]) == (1, "einde")
    assert events[-1].data["status"] == "klaar"
    told = [one.data for one in events if one.fields["event"] == "voortgang"]
    assert any({"doel", "waarde", "grens"} <= one.keys() for one in told)
    assert {"uren verdelen", "narekenen"} <= {one.data["fase"] for one in events if "fase" in one.data}
    assert len({round(one.at, 1) for one in events}) > 3, "it came in one go"
    assert any("" in one.fields for one in heard), "no sign of life"
    assert server.client.get(f"{location}/resultaat").json()["gegevens"]["bevindingen"] == []
    with follow(server, location, **{"Last-Event-ID": str(len(events) - 1)}) as answer:
        assert [one.fields["event"] for one in blocks(answer)] == ["einde"]
    with follow(server, location, **{"Last-Event-ID": str(len(events))}) as answer:
        assert answer.status_code == 204


def test_a_long_solve_is_cancelled_within_a_second(server: Server) -> None:
    """One of three tries counts: what else the machine does is not the server's."""
    assert any(seconds_to_cancel(server) < 1 for _ in range(3))


def seconds_to_cancel(server: Server) -> float:
    wait_for(lambda: not server.jobs())
    location = submit(server, LONG)
    with follow(server, location) as answer:
        heard = blocks(answer)
        while "doel" not in next(heard).fields.get("data", ""):
            pass
        (child,) = server.jobs()
        start = monotonic()
        assert server.client.delete(location).json()["gegevens"]["status"] == "geannuleerd"
        assert has_ended(child)
        *_, last = heard
        took = monotonic() - start
    assert (last.fields["event"], last.data["status"]) == ("einde", "geannuleerd")
    assert server.jobs() == []
    return took


def seconds_to_answer(server: Server) -> float:
    start = monotonic()
    assert server.client.get("/niveaus/3").status_code == 200
    return monotonic() - start


def test_the_server_answers_others_while_jobs_compute(server: Server) -> None:
    locations = [submit(server, LONG) for _ in range(3)]
    wait_for(lambda: server.client.get(locations[1]).json()["gegevens"]["status"] == "bezig")
    assert server.client.get(locations[2]).json()["gegevens"]["status"] == "wachtend"
    assert any(seconds_to_answer(server) < 1 for _ in range(5))
    states = [server.client.delete(one).json()["gegevens"]["status"] for one in locations]
    assert states == ["geannuleerd"] * 3


@pytest.mark.skipif(shutil.which("curl") is None, reason="no curl on this machine")
def test_the_commands_of_the_manual_do_what_it_says(server: Server) -> None:
    blocks = re.findall(r"^```sh\n(.*?)^```", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    commands = re.findall(r"^curl (?:.*\\\n)*.*$", "".join(blocks), re.MULTILINE)
    assert len(commands) == 5
    place: dict[str, str] = {}

    def run(command: str) -> str:
        told = command.replace("http://127.0.0.1:8000", server.root)
        done = subprocess.run(
            ["bash", "-c", told], env={**os.environ, **place}, capture_output=True, timeout=120
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.decode()

    accepted, state, stream, result, wipe = commands
    head = run(accepted)
    assert head.startswith("HTTP/1.1 202")
    place["TAAK"] = server.root + re.findall(r"^location: (\S+)", head, re.MULTILINE)[0]
    assert '"soort": "bouw"' in run(state)
    assert "event: einde" in run(stream)
    assert '"doelen"' in run(result)
    assert run(wipe) == ""
    assert server.client.get(place["TAAK"]).status_code == 404
