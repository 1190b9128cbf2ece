"""Hypothesis strategies: any version of a qualification, and any that the official API could give."""

from datetime import date
from typing import Any, get_args

from hypothesis import strategies as st

from kwalificatiegraaf.domain.competentie import (
    Competentie,
    Kennis,
    Kennistype,
    Leerplaatsmogelijkheid,
    Tekststatus,
    Vaardigheid,
    Vaardigheidstype,
)
from kwalificatiegraaf.domain.kwalificatie import (
    Attest,
    Autonomie,
    Autonomietype,
    Beroepskwalificatie,
    DeelkwalificatieRef,
    Domein,
    Domeinstap,
    IscedCode,
    LedOnderwerp,
)
from kwalificatiegraaf.domain.leerplaats import Toewijzingsstatus
from kwalificatiegraaf.domain.registernamen import STATUSCODES

CODE = "BK-9001-3"
LISTS = ("attesten", "autonomie", "competenties", "deelkwalificaties", "domeinen", "synoniemen")
PARTS = ("kennis", "referenties", "vaardigheden")
PATHS = (("Bouw",), ("Bouw", "Afwerking bouw"), ("Zorg", "Thuis", "Hulp"), ("Zorg", "Elders"))

words = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), include_characters="\r\n\t’ë…"), min_size=1, max_size=30
).filter(str.strip)
days = st.dates(date(2000, 1, 1), date(2090, 1, 1))
addresses = st.integers(1, 99).map("https://example.org/{}".format)


def kinds(literal: Any) -> st.SearchStrategy[Any]:
    return st.none() | st.sampled_from(get_args(literal))


def tuples(
    items: st.SearchStrategy[Any], most: int = 3, **options: Any
) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(items, max_size=most, **options).map(tuple)


def names(among: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.sets(st.sampled_from(among)).map(lambda found: tuple(sorted(found)))


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


@st.composite
def competences(draw: st.DrawFn) -> tuple[Competentie, ...]:
    """Numbered ones in order, then those that go by their code."""
    numbered = sorted(draw(st.sets(st.integers(1, 120), max_size=4)))
    coded = sorted(draw(st.sets(st.integers(1, 9), max_size=2)))
    suffixes = [*(f"{n:02d}" for n in numbered), *(f"bkc000000{n}" for n in coded)]
    codes = [f"{CODE}.{suffix}" for suffix in suffixes]
    numbers = [*numbered, *(None for _ in coded)]
    return tuple(draw(competence(code, n)) for code, n in zip(codes, numbers, strict=True))


def competence(code: str, number: int | None) -> st.SearchStrategy[Competentie]:
    own = code.rpartition(".")[2]
    return st.builds(
        Competentie,
        code=st.just(code),
        volgnummer=st.just(number),
        titel=words,
        competentiecode=st.just(own) if number is None else maybe(st.just("bkc0009999")),
        competentietype=maybe(words),
        voetnoot=maybe(words),
        kennis=tuples(st.builds(Kennis, kennistype=kinds(Kennistype), tekst=words)),
        vaardigheden=tuples(st.builds(Vaardigheid, vaardigheidstype=kinds(Vaardigheidstype), tekst=words)),
        referenties=tuples(words | st.sampled_from(["-c", "co 03080", "17903-c", "SK-228"])),
        leeg=names(PARTS),
        tekststatus=st.sampled_from(get_args(Tekststatus)),
        gewicht=maybe(st.integers(1, 5)),
        voorkennis=names((f"{CODE}.01", f"{CODE}.02", f"{CODE}.03")),
        leerplaatsen=tuples(
            st.builds(
                Leerplaatsmogelijkheid,
                leerplaats=st.sampled_from(["leslokaal", "reele-werkplek", "praktijklokaal"]),
                argument=maybe(words),
                bron=maybe(words),
                status=st.sampled_from(get_args(Toewijzingsstatus)),
            )
        ),
    )


@st.composite
def domains(draw: st.DrawFn) -> Domein:
    steps = draw(st.just(()) | st.sampled_from(PATHS))
    path = tuple(Domeinstap(domein=name, level=depth) for depth, name in enumerate(steps, start=1))
    return Domein(domein=draw(words), pad=path, pad_tekst=draw(maybe(words)))


def isced(digits: int) -> st.SearchStrategy[IscedCode | None]:
    code = st.integers(0, 10**digits - 1).map(lambda n: f"{n:0{digits}d}")
    return maybe(st.builds(IscedCode, code=code, omschrijving=maybe(words)))


def versions() -> st.SearchStrategy[Beroepskwalificatie]:
    """Any version that the graph must hold, its authored layer included."""
    part = st.builds(
        DeelkwalificatieRef,
        code=st.integers(1, 99).map(lambda n: f"{CODE}-DBK-{n:02d}"),
        titel=maybe(words),
        api_link=maybe(addresses),
    )
    parts = tuples(part, unique_by=lambda one: one.code)
    return st.builds(
        Beroepskwalificatie,
        code=st.just(CODE),
        titel=words,
        vks_niveau=st.integers(1, 8),
        status=maybe(st.sampled_from(list(STATUSCODES))),
        statuscode=maybe(st.sampled_from(list(STATUSCODES.values()))),
        geschrapt=maybe(st.booleans()),
        tekststatus=kinds(Tekststatus),
        titel_toelichting=maybe(words),
        definitie=maybe(words),
        omschrijving_kort=maybe(words),
        extra_info=maybe(words),
        erkenningsdatum=maybe(days),
        erkenningsjaar=maybe(st.integers(2009, 2090)),
        laatste_wijzigingsdatum=maybe(days),
        geldig_vanaf=maybe(days),
        geldig_tot=maybe(days),
        nieuwste_versie=maybe(st.booleans()),
        aantal_competenties=maybe(st.integers(1, 40)),
        synoniemen=tuples(words),
        domeinen=tuples(domains(), 2),
        led_onderwerp=maybe(
            st.builds(
                LedOnderwerp,
                code=maybe(st.just("582017")),
                led_onderwerp_nummer=st.just("LED-0213"),
                omschrijving=maybe(words),
            )
        ),
        isced_breed=isced(2),
        isced_smal=isced(3),
        isced_detail=isced(4),
        omgevingscontext=tuples(words),
        handelingscontext=tuples(words),
        autonomie=tuples(st.builds(Autonomie, autonomietype=kinds(Autonomietype), tekst=words)),
        verantwoordelijkheid=tuples(words),
        attesten=tuples(st.builds(Attest, attesttype=words, omschrijving=words, regelgeving=maybe(words)), 2),
        deelkwalificaties=parts.map(lambda found: tuple(sorted(found, key=lambda one: one.code))),
        competenties=competences(),
        leeg=names(LISTS),
        api_link=maybe(addresses),
        officiele_pagina=maybe(addresses),
    )


def official_versions() -> st.SearchStrategy[Beroepskwalificatie]:
    """Any version as the importer makes it: official words, no layer, facts that agree."""
    return versions().map(make_official)


def make_official(version: Beroepskwalificatie) -> Beroepskwalificatie:
    layer = {"gewicht": None, "voorkennis": (), "leerplaatsen": (), "tekststatus": "officieel"}
    bare = tuple(one.model_copy(update={**layer, "leeg": empty(one)}) for one in version.competenties)
    update = {
        "tekststatus": "officieel",
        "geschrapt": None,
        "statuscode": STATUSCODES[version.status] if version.status else None,
        "geldig_vanaf": version.erkenningsdatum,
        "aantal_competenties": len(bare) or None,
        "competenties": bare,
        "leeg": empty(version),
    }
    return version.model_copy(update=update)


def empty(value: Beroepskwalificatie | Competentie) -> tuple[str, ...]:
    return tuple(name for name in value.leeg if not getattr(value, name))
