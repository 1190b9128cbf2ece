"""A board with small limits over the shared system, and a really started server."""

from collections.abc import Callable, Iterator
from functools import partial
from operator import methodcaller
from time import monotonic, sleep

import pytest
from starlette.requests import Request

from api.errors import failure_of, problem_of
from api.jobs.board import Board, Task
from api.jobs.process import Work
from api.jobs.work import accept, body_of
from api.routes import dekking, trajecten
from api.schemas import Bouwverzoek
from api.verzoeken import Dekkingsverzoek
from kwalificatiegraaf.bootstrap import Systeem
from kwalificatiegraaf.settings import Settings
from tests.api.sparql.conftest import Server, start, stop

LONG = {
    "kwalificaties": ["BK-0285-4", "BK-0321-3"],
    "werkplekuren": 20,
    "schooluren_beroepsgericht": 10,
    "perioden": [6] * 18,
}
"""A build that takes six seconds and more, nearly all of it inside the solver."""

LATER = {"Prefer": "respond-async"}

LONG_WORK: Work = partial(body_of, trajecten._build, Bouwverzoek.model_validate(LONG), {})
SHORT_WORK: Work = partial(
    body_of, dekking._cover, Dekkingsverzoek(traject="115", vestigingen=("salon-voorbeeld",)), {}
)
WRONG_WORK: Work = partial(body_of, dekking._cover, Dekkingsverzoek(traject="geen"), {})
BROKEN_WORK: Work = methodcaller("bestaat_niet")


def request_to(path: str) -> Request:
    """Return a request without a client behind it."""
    scope = {"type": "http", "method": "POST", "path": path, "query_string": b"", "headers": []}
    return Request({**scope, "server": ("testserver", 80), "scheme": "http"})


def wait_for(true: Callable[[], bool], seconds: float = 60) -> None:
    """Wait until something holds; fail when it takes too long."""
    deadline = monotonic() + seconds
    while not true():
        assert monotonic() < deadline, "too late"
        sleep(0.01)


def has_ended(pid: int) -> bool:
    """Whether a process is gone, also as a zombie."""
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii") as status:
            return not status.read()
    except FileNotFoundError:
        return True


@pytest.fixture
def task(systeem: Systeem) -> Callable[[Work], Task]:
    """Return a task of some work on the shared system."""
    request = request_to("/trajecten/bouw")
    return lambda work: Task(
        systeem, work, accept, partial(problem_of, request), partial(failure_of, request)
    )


@pytest.fixture
def board_with() -> Iterator[Callable[..., Board]]:
    """Return a board with these settings; everything ends after the test."""
    made: list[Board] = []

    def make(**settings: float) -> Board:
        made.append(Board(Settings.model_validate({"store": "memory", **settings})))
        return made[-1]

    yield make
    for board in made:
        board.close()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of its own, that gives a sign of life soon."""
    found = start(tmp_path_factory.mktemp("taken"), job_heartbeat="0.3")
    yield found
    stop(found)
