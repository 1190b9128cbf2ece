"""Jobs: their state, their result, their progress, and a way to end them."""

from typing import Annotated, Any

from fastapi import APIRouter, Header, Path, Request
from fastapi.sse import EventSourceResponse
from starlette.responses import Response

from api.antwoord import negotiate
from api.dependencies import SettingsDep
from api.errors import problems
from api.etag import HEAD
from api.jobs.job import Taak
from api.jobs.stream import EVENTS, follow, number_of
from api.jobs.work import EXAMPLE, EXAMPLE_ID, PRIVATE, BoardDep, job_answer
from api.negotiation import JSON
from api.paging import Stuk

router = APIRouter(tags=["Taken"])

TaakId = Annotated[
    str, Path(max_length=200, description="Het kenmerk uit `Location`.", examples=[EXAMPLE_ID])
]
LastEventId = Annotated[
    str | None,
    Header(description="Het nummer van de laatste gebeurtenis die u zag; EventSource stuurt het zelf."),
]
EVENT = {
    "type": "object",
    "description": "Eén gebeurtenis; `data` is JSON.",
    "properties": {
        "event": {"type": "string", "enum": ["stand", "fase", "voortgang", "einde"]},
        "data": {"type": "string"},
        "id": {"type": "string"},
        "retry": {"type": "integer"},
    },
    "required": ["event", "data", "id"],
}
EVENT_EXAMPLE = {
    "event": "voortgang",
    "data": '{"doel":"splitsing","waarde":31,"grens":28,"verstreken":1.877}',
    "id": "4",
}
Answers = dict[int | str, dict[str, Any]]

STATE: Answers = {200: {"content": {JSON: {"example": EXAMPLE}}}}
WIPED: Answers = {204: {"description": "De taak was al gedaan; ze is met haar resultaat gewist."}}
RESULT: Answers = {
    200: {
        "description": "Precies wat de aanvraag zonder `Prefer` zou hebben geantwoord.",
        "content": {JSON: {"schema": {"type": "object"}, "example": {"gegevens": {}, "links": {}}}},
    }
}
EVENTS_ANSWER: Answers = {
    200: {
        "description": (
            "Gebeurtenissen (server-sent events): `stand`, `fase`, `voortgang` met de beste waarde en de "
            "bewezen grens van een doel (kleiner is beter, in eenheden van het model), en tot slot `einde`."
        ),
        "content": {EVENTS: {"schema": EVENT, "example": EVENT_EXAMPLE}},
    },
    204: {"description": "Er komt niets meer na de gebeurtenis die u al zag."},
}


@router.get(
    "/taken/{id}",
    summary="Hoe staat het met een taak",
    response_model=Stuk[Taak],
    responses=STATE | problems(400, 404, 406, 422),
)
def show_taak(request: Request, board: BoardDep, id: TaakId) -> Response:
    """Return the state of a job; when it is done, its result is at `links.resultaat`."""
    negotiate(request, JSON)
    return job_answer(request, board.find(id))


@router.delete(
    "/taken/{id}",
    summary="Breek een taak af, of wis wat klaar is",
    response_model=Stuk[Taak],
    responses=STATE | WIPED | problems(400, 404, 406, 422),
)
def cancel_taak(request: Request, board: BoardDep, id: TaakId) -> Response:
    """Stop the computation at once (200, `geannuleerd`); wipe a job that had ended (204)."""
    negotiate(request, JSON)
    job = board.cancel(id)
    return Response(status_code=204, headers=PRIVATE) if job is None else job_answer(request, job)


@router.get(
    "/taken/{id}/resultaat",
    summary="Het antwoord dat de aanvraag zelf zou hebben gegeven",
    response_class=Response,
    responses=RESULT | problems(400, 404, 406, 409, 410, 422, 503, 504),
)
def show_resultaat(request: Request, board: BoardDep, id: TaakId) -> Response:
    """Give the answer or the problem of the work; 409 before there is one, 410 when it was cancelled."""
    negotiate(request, JSON)
    answer = board.find(id).answer()
    answer.headers.update(PRIVATE)
    return answer


@router.get(
    "/taken/{id}/voortgang",
    summary="De voortgang van een taak, terwijl ze gebeurt",
    response_class=Response,
    responses=EVENTS_ANSWER | problems(400, 404, 406, 422),
)
async def show_voortgang(
    request: Request, settings: SettingsDep, board: BoardDep, id: TaakId, last_event_id: LastEventId = None
) -> Response:
    """Stream what happened and happens, from after `Last-Event-ID`, until the job has ended."""
    negotiate(request, EVENTS)
    job, seen = board.find(id), number_of(last_event_id)
    if not job.is_open and seen >= job.last:
        return Response(status_code=204, headers=PRIVATE)
    headers = PRIVATE | {"X-Accel-Buffering": "no"}
    if request.scope.get(HEAD):
        return Response(headers=headers, media_type=EVENTS)
    return EventSourceResponse(follow(job, seen, settings.job_heartbeat), headers=headers)
