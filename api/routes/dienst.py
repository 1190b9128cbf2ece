"""The figures, the health of the service, the start page and the reference of the API."""

from datetime import date
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from api.antwoord import address, json_answer, links_to, negotiate, respond
from api.dependencies import SysteemDep
from api.errors import KINDS, STATUSES, problems
from api.naslag import operations
from api.negotiation import HTML, JSON
from api.pagina import MENU, render
from api.paging import Link, Stuk
from api.schemas import Gezondheid, Statistieken
from api.trajectpagina import trajectory_context
from api.vraagpaden import TAG
from kwalificatiegraaf.services.statistics import list_leavers, list_pupils
from kwalificatiegraaf.services.trajectory import load_trajectory

router = APIRouter(tags=["Dienst"])

VOORBEELD = "115-duaal"
"""The trajectory of the start page: Haarverzorging duaal."""


@router.get(
    "/statistieken",
    summary="Leerlingen en schoolverlaters per onderwijsvorm",
    response_model=Stuk[Statistieken],
    responses=problems(400, 406),
)
def show_statistieken(request: Request, systeem: SysteemDep) -> Response:
    """Return both tables of figures with their source."""
    figures = Statistieken(leerlingen=list_pupils(systeem.store), schoolverlaters=list_leavers(systeem.store))
    years = sorted({one.schooljaar for one in figures.leerlingen})
    forms: dict[str, dict[str, Any]] = {}
    for one in figures.leerlingen:
        row = forms.setdefault(one.vorm, {"vorm": one.vorm, "label": one.label, "jaren": {}})
        row["jaren"][one.schooljaar] = one.aantal_leerlingen
    return respond(
        request,
        {"gegevens": figures, "links": links_to(request, "statistieken")},
        template="statistieken.html",
        context={"cijfers": figures, "jaren": years, "vormen": list(forms.values())},
    )


@router.get(
    "/gezondheid",
    summary="Werkt de dienst, en wat staat erin",
    response_model=Stuk[Gezondheid],
    responses=problems(400, 406),
)
def show_gezondheid(request: Request, systeem: SysteemDep) -> Response:
    """Ask the store for its contents; a store that does not answer is a 503."""
    negotiate(request, JSON)
    health = Gezondheid(
        status="goed",
        versie=request.app.version,
        opslag=systeem.settings.store.partition(":")[0],
        kwalificaties=len(systeem.repository.version_codes()),
        trajecten=len(systeem.repository.trajectory_codes()),
        vragen=len(systeem.questions),
        datum=date.today(),
    )
    return json_answer({"gegevens": health, "links": links_to(request, "gezondheid")})


@router.get("/", summary="Startpagina, of de ingangen van de API", responses=problems(400, 406))
def show_start(request: Request, systeem: SysteemDep) -> Response:
    """Show the standard trajectory of one course with its verdicts, or the links into the API."""
    links = {path.strip("/"): Link(href=address(request, path.strip("/"))) for path, _ in MENU}
    links |= {
        "self": Link(href=str(request.base_url)),
        "openapi": Link(href=address(request, "openapi.json")),
    }
    if negotiate(request, JSON, HTML) == JSON:
        return json_answer(
            {"gegevens": {"naam": request.app.title, "versie": request.app.version}, "links": links}
        )
    context = trajectory_context(systeem, load_trajectory(systeem.repository, VOORBEELD), date.today())
    frames = [systeem.repository.find_trajectory(code)[0] for code in systeem.repository.trajectory_codes()]
    context["andere"] = [frame for frame in frames if frame.code != VOORBEELD]
    context["vragen"] = list(systeem.questions.values())
    return render(request, "start.html", context)


@router.get("/docs", include_in_schema=False)
def show_docs(request: Request) -> Response:
    """Show the reference of the API, made from its OpenAPI document."""
    families = {slug: (int(status), title, "") for status, slug, title in KINDS.values()}
    families |= {slug: (status, title, text) for status, (slug, title, text) in STATUSES.items()}
    families["slechte-json"] = (400, "Slechte JSON", "")
    document = request.app.openapi()
    context = {
        "document": document,
        "groepen": operations(document),
        "problemen": sorted(families.items()),
        "vragen": TAG,
    }
    return render(request, "docs.html", context)
