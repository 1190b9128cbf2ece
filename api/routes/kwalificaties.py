"""Qualifications: the list with its filters, and one version with its whole dossier."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import RedirectResponse, Response

from api.antwoord import address, in_list, links_to, respond
from api.dependencies import EMPTY, Geheel, PageDep, SysteemDep
from api.errors import problems
from api.lijstpagina import Filter, Lijstpagina, Rij, respond_list
from api.paging import Lijst, Link, Stuk
from api.schemas import KwalificatieInLijst
from kwalificatiegraaf.bootstrap import Systeem
from kwalificatiegraaf.domain.kwalificatie import Beroepskwalificatie
from kwalificatiegraaf.domain.overzicht import Kwalificatiekort
from kwalificatiegraaf.services.catalogue import filter_qualifications, list_qualifications
from kwalificatiegraaf.services.versions import latest_version
from kwalificatiegraaf.vocabulary.prefixes import entity_iri

router = APIRouter(tags=["Kwalificaties"])

NIVEAUS = tuple((str(n), f"niveau {n}") for n in range(1, 9))
JA_NEE = (("true", "ja"), ("false", "nee"))


@router.get(
    "/kwalificaties",
    summary="Beroepskwalificaties, gefilterd",
    response_model=Lijst[KwalificatieInLijst],
    responses=problems(400, 406, 422),
)
def list_kwalificaties(
    request: Request,
    systeem: SysteemDep,
    page: PageDep,
    niveau: Annotated[
        Geheel | None,
        EMPTY,
        Query(description="VKS-niveau, 1 tot 8.", json_schema_extra={"minimum": 1, "maximum": 8}),
    ] = None,
    zoek: Annotated[
        str | None,
        Query(max_length=200, description="Woorden uit titel of synoniem."),
    ] = None,
    nieuwste: Annotated[bool | None, EMPTY, Query(description="Enkel nieuwste versies, of andere.")] = None,
    dossier: Annotated[bool | None, EMPTY, Query(description="Enkel met, of zonder dossier.")] = None,
) -> Response:
    """List versions in order of code, or by relevance when words are given."""
    found = filter_qualifications(list_qualifications(systeem.repository), level=niveau, with_dossier=dossier)
    if nieuwste is not None:
        found = tuple(version for version in found if version.nieuwste_versie is nieuwste)
    if zoek:
        found = _ranked(systeem, found, zoek)
    shown = Lijstpagina(
        "Beroepskwalificaties",
        "Elke regel is één versie uit het register. Een versie met dossier heeft ook haar competenties.",
        ("Titel", "Code", "VKS-niveau", "Competenties"),
        (
            Filter("zoek", "Woorden", zoek),
            Filter("niveau", "VKS-niveau", niveau, NIVEAUS),
            Filter("dossier", "Met dossier", dossier, JA_NEE),
            Filter("nieuwste", "Nieuwste versie", nieuwste, JA_NEE),
        ),
        "kwalificaties",
    )
    base = systeem.repository.base
    return respond_list(
        request,
        page,
        found,
        shown,
        to_json=lambda one: in_list(one, _links(request, one.code, base)),
        to_row=_row,
    )


def _ranked(systeem: Systeem, found: tuple[Kwalificatiekort, ...], text: str) -> tuple[Kwalificatiekort, ...]:
    by_code = {version.code: version for version in found}
    hits = systeem.index.search(text, limit=len(found) + 1, soort="kwalificatie")
    return tuple(by_code[hit.code] for hit in hits if hit.code in by_code)


def _row(one: Kwalificatiekort) -> Rij:
    marks = ("met dossier",) if one.heeft_dossier else ()
    return Rij(
        f"/kwalificaties/{one.code}", (one.titel, one.code, one.vks_niveau, one.aantal_competenties), marks
    )


def _links(request: Request, code: str, base: str) -> dict[str, Link]:
    return links_to(request, "kwalificaties", code, iri=entity_iri(base, "beroepskwalificatie", code))


@router.get(
    "/kwalificaties/{code}",
    summary="Eén versie met haar dossier",
    response_model=Stuk[Beroepskwalificatie],
    responses=problems(400, 404, 406),
)
def show_kwalificatie(request: Request, systeem: SysteemDep, code: str) -> Response:
    """Return one version; a number without version (BK-0090) leads to the latest recognised one."""
    latest = latest_version(systeem.repository, code)
    if latest:
        return RedirectResponse(address(request, "kwalificaties", latest), HTTPStatus.SEE_OTHER)
    version = systeem.repository.find_version(code)
    iri = entity_iri(systeem.repository.base, "beroepskwalificatie", code)
    trajects = [
        frame
        for frame, _ in map(systeem.repository.find_trajectory, systeem.repository.trajectory_codes())
        if code in frame.kwalificaties
    ]
    return respond(
        request,
        {"gegevens": version, "links": links_to(request, "kwalificaties", code, iri=iri)},
        template="kwalificatie.html",
        context={"kwalificatie": version, "trajecten": trajects, "plaatsen": labels(systeem), "iri": iri},
        triples=(systeem, iri),
    )


def labels(systeem: Systeem) -> dict[str, str]:
    """Return the label of every learning place by its code."""
    return {place.code: place.label for place in systeem.repository.places().leerplaatsen}
