"""The structure of a qualification: its layers, its longest chain, and what waits for each competence."""

from collections.abc import Iterable, Iterator

from rich.console import RenderableType
from rich.text import Text

from kwalificatiegraaf.cli.views.parts import count, heading, note, table, text
from kwalificatiegraaf.domain.leerplaats import Leerplaatsschema
from kwalificatiegraaf.domain.structuur import Structuur, Structuurpunt


def structure_view(
    found: Structuur, places: Leerplaatsschema, wording: Text | None
) -> Iterator[RenderableType]:
    """Yield the structure of one version."""
    yield heading(
        f"Structuur van {found.titel} ({found.kwalificatie})",
        f"VKS-niveau {found.vks_niveau}",
        count(len(found.competenties), "competentie", "competenties"),
        count(len(found.lagen), "laag", "lagen"),
        f"complexiteit {found.complexiteit}",
    )
    if wording:
        yield wording
    titles = {one.competentie: one.titel for one in found.competenties}
    chain = " → ".join(f"{_short(code)} {titles[code]}" for code in found.langste_ketting)
    yield note("Langste ketting", chain, "cyan")
    yield from _warnings(found, titles)
    yield _points(found.competenties, places)
    yield note(
        "Lezen",
        "blokkeert = hoeveel competenties erop wachten; vertraagt = lengte van de langste ketting erdoor",
        "dim",
    )


def _short(code: str) -> str:
    return code.rpartition(".")[2]


def _warnings(found: Structuur, titles: dict[str, str]) -> Iterator[RenderableType]:
    if found.kwetsbaar:
        fragile = "; ".join(f"{_short(code)} {titles[code]}" for code in found.kwetsbaar)
        yield note("Kwetsbaar", f"er wacht iets op, en er is maar één plaats: {fragile}")
    if found.zonder_leerplaats:
        yield note("Zonder leerplaats", ", ".join(found.zonder_leerplaats))
    if found.voorkennis_elders:
        yield note("Voorkennis in een andere versie", ", ".join(found.voorkennis_elders))


def _points(points: Iterable[Structuurpunt], places: Leerplaatsschema) -> RenderableType:
    ranked = sorted(points, key=lambda one: (one.laag, -one.blokkeringsfactor, one.competentie))
    rows = [
        (
            text(one.laag),
            text(_short(one.competentie)),
            text(one.titel),
            text(_codes(one.voorkennis)),
            text(_codes(one.volgt_erop)),
            text(one.blokkeringsfactor),
            text(one.vertragingsfactor),
            _places(one, places),
        )
        for one in ranked
    ]
    columns = ("#laag", "nr", "titel", "voorkennis", "volgt erop", "#blokkeert", "#vertraagt", "leerplaatsen")
    return table("Per laag, wat het meest blokkeert eerst", columns, rows)


def _codes(codes: Iterable[str]) -> str | None:
    return ", ".join(map(_short, codes)) or None


def _places(one: Structuurpunt, places: Leerplaatsschema) -> Text:
    labels = ", ".join(places.get(code).label for code in one.leerplaatsen) or None
    return Text.assemble(text(labels), (" (enige)" if one.schaars and labels else "", "yellow"))
