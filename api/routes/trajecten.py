"""Trajectories: the stored ones, their share check, and building or checking one of your own."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from api.antwoord import in_list, json_answer, links_to, negotiate, respond
from api.dependencies import JSON_BODY, DatumDep, PageDep, SysteemDep
from api.errors import as_input, problems
from api.jobs.work import ACCEPTED, WorkshopDep
from api.lijstpagina import Filter, Lijstpagina, Rij, respond_list
from api.negotiation import JSON
from api.paging import Lijst, Link, Stuk
from api.routes.opleidingen import LEERWEGEN, LeerwegDep
from api.schemas import (
    Aandeelantwoord,
    Aandeelverzoek,
    Bouwantwoord,
    Bouwverzoek,
    TrajectInLijst,
    Trajectkort,
)
from api.trajectpagina import trajectory_context
from api.werkboek import XLSX_ANSWER, Werkboekantwoord
from kwalificatiegraaf.bootstrap import Systeem
from kwalificatiegraaf.domain.taal import format_number
from kwalificatiegraaf.domain.toetsing import Aandeelcontrole
from kwalificatiegraaf.domain.traject import Traject, Trajectkader
from kwalificatiegraaf.errors import InvalidInput, suggest
from kwalificatiegraaf.exporters.excel import write_trajectory
from kwalificatiegraaf.services.allocation import allocate_own
from kwalificatiegraaf.services.share_check import check_stored, check_trajectory
from kwalificatiegraaf.services.trajectory import (
    build_frame,
    frame_for,
    load_trajectory,
    resolve_trajectory,
    verify,
)
from kwalificatiegraaf.vocabulary.prefixes import entity_iri

router = APIRouter(tags=["Opleidingen en trajecten"])

VergelijkDep = Annotated[
    str | None,
    Query(
        max_length=200,
        description="Toepassingen om mee te vergelijken, met komma's ertussen: nl-bbl, nl-bol …",
    ),
]


def _short(frame: Trajectkader) -> Trajectkort:
    return Trajectkort(
        code=frame.code,
        titel=frame.titel,
        opleiding=frame.opleiding,
        leerweg=frame.leerweg,
        kwalificaties=frame.kwalificaties,
        weken=frame.weken,
        weekuren=frame.weekuren(),
        werkplekuren=frame.weekuren(component="werkplek"),
        zekerheid=frame.zekerheid,
        toelichting=frame.toelichting,
    )


@router.get(
    "/trajecten",
    summary="Standaardtrajecten",
    response_model=Lijst[TrajectInLijst],
    responses=problems(400, 406, 422),
)
def list_trajecten(
    request: Request,
    systeem: SysteemDep,
    page: PageDep,
    leerweg: LeerwegDep = None,
    kwalificatie: Annotated[str | None, Query(description="Code van een versie, zoals BK-0090-2.")] = None,
) -> Response:
    """List trajectories in order of code."""
    repository = systeem.repository
    frames = [repository.find_trajectory(code)[0] for code in repository.trajectory_codes()]
    found = [
        _short(frame)
        for frame in frames
        if leerweg in (None, frame.leerweg) and (not kwalificatie or kwalificatie in frame.kwalificaties)
    ]
    shown = Lijstpagina(
        "Trajecten",
        "Welke competenties op school en welke op de werkplek worden geleerd, met hoeveel uren.",
        ("Titel", "Code", "Leerweg", "Op de werkplek"),
        (Filter("leerweg", "Leerweg", leerweg, LEERWEGEN),),
        "trajecten",
    )
    return respond_list(
        request,
        page,
        found,
        shown,
        to_json=lambda one: in_list(one, _links(request, one.code, repository.base)),
        to_row=_row,
    )


def _row(one: Trajectkort) -> Rij:
    hours = f"{format_number(one.werkplekuren)} van {format_number(one.weekuren)} u/week"
    marks = ("aanname",) if one.zekerheid == "aanname" else ()
    return Rij(f"/trajecten/{one.code}", (one.titel, one.code, one.leerweg, hours), marks)


def _links(request: Request, code: str, base: str) -> dict[str, Link]:
    links = links_to(request, "trajecten", code, iri=entity_iri(base, "traject", code))
    return links | {"aandeel": links_to(request, "trajecten", code, "aandeel")["self"]}


@router.get(
    "/trajecten/{code}",
    summary="Eén traject met zijn toewijzingen",
    response_model=Stuk[Traject],
    responses=problems(400, 404, 406),
)
def show_traject(request: Request, systeem: SysteemDep, code: str) -> Response:
    """Return a trajectory by its code or by the number of its course."""
    traject = load_trajectory(systeem.repository, code)
    iri = entity_iri(systeem.repository.base, "traject", traject.kader.code)
    links = _links(request, traject.kader.code, systeem.repository.base)
    return respond(
        request,
        {"gegevens": traject, "links": links},
        template="traject.html",
        context=trajectory_context(systeem, traject, date.today()),
        triples=(systeem, iri),
    )


def _applications(systeem: Systeem, asked: Iterable[str]) -> tuple[str, ...]:
    """Return the applications to compare with; one that no norm has raises InvalidInput."""
    known = sorted({code for norm in systeem.repository.norms() for code in norm.toepassing})
    wanted = tuple(code.strip() for code in asked if code.strip())
    for code in wanted:
        if code not in known:
            raise InvalidInput(
                f"toepassing '{code}' bestaat niet{suggest(code, known)}",
                place="vergelijk",
                remedy=f"kies uit: {', '.join(known)}",
            )
    return wanted


@router.get(
    "/trajecten/{code}/aandeel",
    summary="Het aandeel op de werkplek, per norm en grondslag",
    response_model=Stuk[Aandeelcontrole],
    responses=problems(400, 404, 406, 422),
)
def show_aandeel(
    request: Request,
    systeem: SysteemDep,
    code: str,
    datum: DatumDep = None,
    vergelijk: VergelijkDep = None,
) -> Response:
    """Check a stored trajectory against the norms in force on a day."""
    repository = systeem.repository
    day = datum or date.today()
    compare = _applications(systeem, (vergelijk or "").split(","))
    found = resolve_trajectory(repository, code)
    checked = check_stored(repository, found, day, compare)
    return respond(
        request,
        {"gegevens": checked, "links": _links(request, found, repository.base)},
        template="traject.html",
        context=trajectory_context(systeem, load_trajectory(repository, found), day, checked),
    )


@router.get(
    "/trajecten/{code}/excel",
    summary="Een traject met zijn toetsen als werkboek voor Excel",
    response_class=Response,
    responses=problems(400, 404, 422) | XLSX_ANSWER,
)
def show_workbook(systeem: SysteemDep, code: str, datum: DatumDep = None) -> Response:
    """Give the trajectory, its week, every placement and every verdict, as sheets."""
    traject = load_trajectory(systeem.repository, code)
    controle = check_trajectory(systeem.repository, traject, datum or date.today())
    content = write_trajectory(traject, controle, systeem.repository.places())
    return Werkboekantwoord(content, name=f"traject-{traject.kader.code}")


@router.post(
    "/trajecten/bouw",
    summary="Bouw een traject, met bewijs en toetsen",
    response_model=Stuk[Bouwantwoord],
    responses=ACCEPTED | problems(400, 406, 413, 415, 422, 503),
    dependencies=[JSON_BODY],
)
async def build_traject(workshop: WorkshopDep, verzoek: Bouwverzoek) -> Response:
    """Allocate the hours of a course or of a timetable; nothing is kept."""
    return await workshop.answer("bouw", _build, verzoek)


def _build(systeem: Systeem, verzoek: Bouwverzoek) -> Bouwantwoord:
    repository = systeem.repository
    day = verzoek.datum or date.today()
    with as_input("opleiding" if verzoek.opleiding else "kwalificaties"):
        frame = frame_for(repository, verzoek.vraag(), day)
        built = build_frame(repository, frame, verzoek.grenzen)
        findings = verify(repository, built.traject, verzoek.grenzen)
    return Bouwantwoord(
        **dict(built), bevindingen=findings, aandeel=check_trajectory(repository, built.traject, day)
    )


@router.post(
    "/trajecten/aandeel",
    summary="Toets een eigen verdeling, of een opgeslagen traject",
    response_model=Stuk[Aandeelantwoord],
    responses=problems(400, 406, 413, 415, 422),
    dependencies=[JSON_BODY],
)
async def check_aandeel(request: Request, systeem: SysteemDep, verzoek: Aandeelverzoek) -> Response:
    """Check the share of an allocation of your own; nothing is kept."""
    negotiate(request, JSON)
    answer = await run_in_threadpool(_check, systeem, verzoek)
    return json_answer({"gegevens": answer, "links": links_to(request, "trajecten", "aandeel")})


def _check(systeem: Systeem, verzoek: Aandeelverzoek) -> Aandeelantwoord:
    repository = systeem.repository
    day = verzoek.datum or date.today()
    compare = _applications(systeem, verzoek.vergelijk)
    with as_input("traject" if verzoek.traject else "kader"):
        if verzoek.kader is None:
            traject = load_trajectory(repository, verzoek.traject or "")
        else:
            traject = allocate_own(repository, verzoek.kader, verzoek.toewijzingen)
        findings = verify(repository, traject)
        checked = check_trajectory(repository, traject, day, compare)
    return Aandeelantwoord(**dict(checked), bevindingen=findings)
