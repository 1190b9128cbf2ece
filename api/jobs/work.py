"""Work that a request asks for: answered when it is done, or accepted as a job when the client prefers so."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from typing import Annotated, Any, TypeVar
from urllib.parse import urlsplit

from fastapi import Depends, Request
from pydantic import BaseModel
from pydantic_core import to_json
from starlette.responses import Response

from api.antwoord import VARY, address, json_answer, links_to, negotiate
from api.dependencies import BouwplaatsDep, SysteemDep
from api.errors import failure_of, problem_of
from api.jobs.board import Board, Task
from api.jobs.job import Job, Soort, Taak
from api.jobs.prefer import ASYNC, AsyncDep
from api.limits import Bouwplaats
from api.negotiation import JSON
from api.paging import Link, Stuk
from kwalificatiegraaf.bootstrap import Systeem

V = TypeVar("V", bound=BaseModel)

PRIVATE = {"Cache-Control": "no-store"}
"""A job may be about one person: nobody on the way keeps it."""

EXAMPLE_ID = "Zx3kqv0m8nUq1cJ5r7Y2hTt4bWd6LsPa"
EXAMPLE = {
    "gegevens": {
        "id": EXAMPLE_ID,
        "soort": "bouw",
        "status": "bezig",
        "fase": "uren verdelen",
        "gemaakt": "2026-11-24T09:00:00.120000Z",
        "begonnen": "2026-11-24T09:00:00.180000Z",
        "geeindigd": None,
        "bewaard_tot": None,
        "tijdslimiet": 300,
    },
    "links": {
        "self": {"href": f"http://127.0.0.1:8000/taken/{EXAMPLE_ID}"},
        "resultaat": {"href": f"http://127.0.0.1:8000/taken/{EXAMPLE_ID}/resultaat"},
        "voortgang": {"href": f"http://127.0.0.1:8000/taken/{EXAMPLE_ID}/voortgang"},
    },
}
ACCEPTED: dict[int | str, dict[str, Any]] = {
    202: {
        "description": "Aanvaard als taak, omdat de aanvraag `Prefer: respond-async` meegaf.",
        "model": Stuk[Taak],
        "content": {JSON: {"example": EXAMPLE}},
        "headers": {
            "Location": {"description": "Het adres van de taak.", "schema": {"type": "string"}},
            "Preference-Applied": {"description": "`respond-async`", "schema": {"type": "string"}},
        },
    }
}
"""The OpenAPI answer of what is accepted as a job."""


def get_board(request: Request) -> Board:
    """Return the jobs of this application."""
    board: Board = request.app.state.taken
    return board


BoardDep = Annotated[Board, Depends(get_board)]


def links_of(request: Request, job: Job) -> dict[str, Link]:
    """Return the links of a job."""
    inner = {name: links_to(request, "taken", job.id, name)["self"] for name in ("resultaat", "voortgang")}
    return links_to(request, "taken", job.id) | inner


def job_answer(request: Request, job: Job) -> Response:
    """Return the state of a job."""
    answer = json_answer({"gegevens": job.document(), "links": links_of(request, job)})
    answer.headers.update(PRIVATE)
    return answer


def body_of(
    work: Callable[[Systeem, V], BaseModel], asked: V, links: dict[str, Link], systeem: Systeem
) -> bytes:
    """Do the work and return the body of its answer."""
    return to_json({"gegevens": work(systeem, asked), "links": links}, indent=2)


def accept(body: bytes) -> Response:
    """Return the answer of work that went well."""
    return Response(body, headers=VARY, media_type=JSON)


@dataclass(frozen=True)
class Workshop:
    """Where the work of one request is done."""

    request: Request
    systeem: Systeem
    bouwplaats: Bouwplaats
    board: Board
    later: bool

    async def answer(self, soort: Soort, work: Callable[[Systeem, V], BaseModel], asked: V) -> Response:
        """Return what `work` makes of the request, or 202 with a job that will.

        `work` is a function of a module, and so is found again by the process of a job.
        """
        negotiate(self.request, JSON)
        make = partial(body_of, work, asked, links_to(self.request, "trajecten", soort))
        if self.later:
            return self._accepted(soort, make)
        return accept(await self.bouwplaats.run(partial(make, self.systeem)))

    def _accepted(self, soort: Soort, make: Callable[[Systeem], bytes]) -> Response:
        problem, failure = partial(problem_of, self.request), partial(failure_of, self.request)
        job = self.board.submit(soort, Task(self.systeem, make, accept, problem, failure))
        answer = job_answer(self.request, job)
        answer.status_code = HTTPStatus.ACCEPTED
        answer.headers["Location"] = urlsplit(address(self.request, "taken", job.id)).path
        answer.headers["Preference-Applied"] = ASYNC
        return answer


def get_workshop(
    request: Request, systeem: SysteemDep, bouwplaats: BouwplaatsDep, board: BoardDep, later: AsyncDep
) -> Workshop:
    """Return where the work of this request is done."""
    return Workshop(request, systeem, bouwplaats, board, later)


WorkshopDep = Annotated[Workshop, Depends(get_workshop)]
