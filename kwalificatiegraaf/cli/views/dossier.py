"""A version of a qualification, and the list of versions."""

from collections.abc import Iterable, Iterator, Sequence

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from kwalificatiegraaf.cli.views.marks import OWN, SHORT, STATUS, has_own_words
from kwalificatiegraaf.cli.views.parts import count, heading, note, table, text
from kwalificatiegraaf.domain.competentie import Competentie
from kwalificatiegraaf.domain.kwalificatie import Beroepskwalificatie
from kwalificatiegraaf.domain.leerplaats import Leerplaatsschema
from kwalificatiegraaf.domain.overzicht import Kwalificatiekort


def versions_view(found: Sequence[Kwalificatiekort]) -> Iterator[RenderableType]:
    """Yield the list of versions."""
    rows = [
        (
            text(one.code),
            text(one.titel),
            text(one.vks_niveau),
            text(one.aantal_competenties),
            text(one.status),
            text(SHORT[one.tekststatus]),
        )
        for one in found
    ]
    if any(one.tekststatus == "eigen-formulering" for one in found):
        yield note("Eigen woorden", "niet de officiële tekst")
    columns = ("code", "titel", "#niveau", "#competenties", "status", "tekst")
    yield table(count(len(rows), "versie", "versies"), columns, rows)


def version_view(
    version: Beroepskwalificatie, places: Leerplaatsschema, *, everything: bool
) -> Iterator[RenderableType]:
    """Yield one version; with `everything` its texts too."""
    yield heading(
        f"{version.titel} ({version.code})",
        f"VKS-niveau {version.vks_niveau}",
        version.status,
        _validity(version),
    )
    if has_own_words(version):
        yield note("Eigen woorden", f"de teksten van dit dossier zijn {OWN}")
    if version.definitie:
        yield Text(version.definitie)
    if not version.competenties:
        counted = version.aantal_competenties
        yield note("Geen dossier in de graaf", f"het register telt {counted or 'geen'} competenties")
        return
    yield _competences(version, places)
    if everything:
        yield from _texts(version)


def _validity(version: Beroepskwalificatie) -> str | None:
    start, end = version.geldig_vanaf or version.erkenningsdatum, version.geldig_tot
    parts = [f"vanaf {start:%d-%m-%Y}" if start else "", f"tot {end:%d-%m-%Y}" if end else ""]
    return " ".join(part for part in parts if part) or None


def _competences(version: Beroepskwalificatie, places: Leerplaatsschema) -> RenderableType:
    mixed = len({competence.tekststatus for competence in version.competenties}) > 1
    columns = ("#nr", "competentie", "#gewicht", "mogelijke leerplaatsen", "voorkennis")
    rows = [
        (
            text(one.volgnummer),
            text(f"{one.titel} [{STATUS[one.tekststatus]}]" if mixed else one.titel),
            text(one.gewicht),
            text(", ".join(places.get(way.leerplaats).label for way in one.leerplaatsen) or None),
            text(", ".join(code.rpartition(".")[2] for code in one.voorkennis) or None),
        )
        for one in version.competenties
    ]
    return table(count(len(rows), "competentie", "competenties"), columns, rows)


def _texts(version: Beroepskwalificatie) -> Iterator[RenderableType]:
    for competence in version.competenties:
        yield heading(f"{competence.volgnummer}. {competence.titel}", competence.code)
        yield from _lines(_parts_of(competence))
    yield from _section("Omgevingscontext", version.omgevingscontext)
    yield from _section("Handelingscontext", version.handelingscontext)
    yield from _section("Autonomie", (f"{a.autonomietype}: {a.tekst}" for a in version.autonomie))
    yield from _section("Verantwoordelijkheid", version.verantwoordelijkheid)


def _parts_of(competence: Competentie) -> Iterator[str]:
    for knowledge in competence.kennis:
        yield f"{knowledge.kennistype or 'kennis zonder soort'}: {knowledge.tekst}"
    for skill in competence.vaardigheden:
        yield f"{skill.vaardigheidstype or 'vaardigheid zonder soort'}: {skill.tekst}"
    for way in competence.leerplaatsen:
        yield f"leerplaats {way.leerplaats} ({way.status}): {way.argument or 'zonder argument'}"


def _section(title: str, lines: Iterable[str]) -> Iterator[RenderableType]:
    found = list(lines)
    if found:
        yield heading(title)
        yield from _lines(found)


def _lines(lines: Iterable[str]) -> Iterator[RenderableType]:
    for line in lines:
        yield Padding(Text(f"- {line}"), (0, 0, 0, 2))
