"""Norms, levels and learning places: what the verdicts rest on."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from api.antwoord import in_list, links_to, respond
from api.dependencies import DatumDep, PageDep, SysteemDep
from api.errors import problems
from api.lijstpagina import Filter, Lijstpagina, Rij, respond_list
from api.paging import Lijst, Link, Stuk
from api.schemas import NiveauInLijst, NormInLijst
from kwalificatiegraaf.domain.leerplaats import Leerplaats
from kwalificatiegraaf.domain.norm import Norm
from kwalificatiegraaf.domain.overzicht import Niveau
from kwalificatiegraaf.errors import NotFound
from kwalificatiegraaf.services.catalogue import filter_qualifications, list_levels, list_qualifications
from kwalificatiegraaf.vocabulary.prefixes import concept_iri, entity_iri

router = APIRouter(tags=["Normen en codelijsten"])


@router.get(
    "/normen",
    summary="Normen, eventueel op een dag",
    response_model=Lijst[NormInLijst],
    responses=problems(400, 406, 422),
)
def list_normen(request: Request, systeem: SysteemDep, page: PageDep, datum: DatumDep = None) -> Response:
    """List norms in order of code; with a day only those in force on it."""
    base = systeem.repository.base
    found = [norm for norm in systeem.repository.norms() if datum is None or norm.is_valid_on(datum)]
    shown = Lijstpagina(
        "Normen",
        "Drempels uit wet, beleid en praktijk, elk met datum en bron.",
        ("Naam", "Code", "Grondslag", "Aard"),
        (Filter("datum", "Van kracht op (jjjj-mm-dd)", datum),),
        "normen",
    )
    return respond_list(
        request,
        page,
        found,
        shown,
        to_json=lambda one: in_list(
            one, links_to(request, "normen", one.code, iri=entity_iri(base, "norm", one.code))
        ),
        to_row=_norm_row,
    )


def _norm_row(one: Norm) -> Rij:
    marks = ("onbevestigd",) if one.zekerheid == "onbevestigd" else ()
    return Rij(f"/normen/{one.code}", (one.label, one.code, one.grondslag, one.aard), marks)


@router.get(
    "/normen/{code}", summary="Eén norm", response_model=Stuk[Norm], responses=problems(400, 404, 406)
)
def show_norm(request: Request, systeem: SysteemDep, code: str) -> Response:
    """Return one norm."""
    norms = {norm.code: norm for norm in systeem.repository.norms()}
    if code not in norms:
        raise NotFound("norm", code, norms)
    iri = entity_iri(systeem.repository.base, "norm", code)
    return respond(
        request,
        {"gegevens": norms[code], "links": links_to(request, "normen", code, iri=iri)},
        template="norm.html",
        context={"norm": norms[code], "iri": iri},
        triples=(systeem, iri),
    )


@router.get(
    "/niveaus",
    summary="De acht VKS-niveaus",
    response_model=Lijst[NiveauInLijst],
    responses=problems(400, 406, 422),
)
def list_niveaus(request: Request, systeem: SysteemDep, page: PageDep) -> Response:
    """List the levels from 1 to 8."""
    base = systeem.repository.base
    shown = Lijstpagina(
        "VKS-niveaus",
        "De Vlaamse kwalificatiestructuur telt acht niveaus; VKS n komt overeen met EQF n.",
        ("Niveau", "Nummer", "Kwalificaties"),
        unit="niveaus",
    )
    return respond_list(
        request,
        page,
        list_levels(systeem.repository),
        shown,
        to_json=lambda one: in_list(one, _level_links(request, one.niveau, base)),
        to_row=lambda one: Rij(f"/niveaus/{one.niveau}", (one.label, one.niveau, one.aantal_kwalificaties)),
    )


def _level_links(request: Request, level: int, base: str) -> dict[str, Link]:
    return links_to(request, "niveaus", str(level), iri=concept_iri(base, "vks-niveau", str(level)))


@router.get(
    "/niveaus/{niveau}",
    summary="Eén niveau",
    response_model=Stuk[Niveau],
    responses=problems(400, 404, 406, 422),
)
def show_niveau(request: Request, systeem: SysteemDep, niveau: int) -> Response:
    """Return one level; above 8 or below 1 there is none."""
    repository = systeem.repository
    levels = {one.niveau: one for one in list_levels(repository)}
    if niveau not in levels:
        raise NotFound("VKS-niveau", str(niveau), remedy="kies een niveau van 1 tot 8")
    iri = concept_iri(repository.base, "vks-niveau", str(niveau))
    return respond(
        request,
        {"gegevens": levels[niveau], "links": _level_links(request, niveau, repository.base)},
        template="niveau.html",
        context={
            "niveau": levels[niveau],
            "kwalificaties": filter_qualifications(list_qualifications(repository), level=niveau),
            "iri": iri,
        },
        triples=(systeem, iri),
    )


@router.get(
    "/leerplaatsen",
    summary="Het schema van leerplaatsen",
    response_model=Lijst[Leerplaats],
    responses=problems(400, 406, 422),
)
def list_leerplaatsen(request: Request, systeem: SysteemDep, page: PageDep) -> Response:
    """List the learning places in order of code."""
    shown = Lijstpagina(
        "Leerplaatsen",
        "Waar een competentie geleerd kan worden. Enkel een reële werkplek telt voor de grens van 20 uur.",
        ("Naam", "Code", "Ruimer", "Component", "Telt als werkplek", "Telt voor 20 uur"),
        unit="leerplaatsen",
    )
    return respond_list(
        request,
        page,
        systeem.repository.places().leerplaatsen,
        shown,
        to_json=lambda one: one.model_dump(mode="json"),
        to_row=lambda one: Rij(
            f"/doc/concept/leerplaats/{one.code}",
            (
                one.label,
                one.code,
                one.breder or "–",
                one.component,
                "ja" if one.telt_als_werkplek else "nee",
                "ja" if one.telt_voor_twintig_uren else "nee",
            ),
        ),
    )
