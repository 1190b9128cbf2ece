"""What the reasoner found, with the names of our terms instead of their addresses."""

from collections import Counter
from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text

from kwalificatiegraaf.cli.views.parts import count, heading, table, text
from kwalificatiegraaf.validation.reasoning import Redenering
from kwalificatiegraaf.vocabulary.prefixes import NAMESPACE

EXAMPLES = 4
"""Individuals named as examples of a class; `--json` lists all."""


def reasoning_view(outcome: Redenering) -> Iterator[RenderableType]:
    """Yield the verdict, and what was inferred or what contradicts itself."""
    yield heading("Redenering met HermiT")
    if not outcome.consistent:
        yield Text("✘ De graaf spreekt zichzelf tegen.", style="red")
        yield table("De kleinste tegenspraak", ("wie",), [(text(_short(name)),) for name in outcome.strijdig])
        yield table("", ("uitspraak",), [(text(line),) for line in outcome.strijdige_uitspraken])
        return
    yield Text("✔ De ontologie en de gegevens zijn consistent.", style="green")
    if outcome.onvervulbaar:
        yield table(
            "Klassen zonder mogelijke leden", ("klasse",), [(text(_short(c)),) for c in outcome.onvervulbaar]
        )
    rows = [(text(_short(narrow)), text(_short(broad))) for narrow, broad in outcome.afgeleide_subklassen]
    yield table(
        count(len(rows), "afgeleide subklasse", "afgeleide subklassen"), ("klasse", "valt onder"), rows
    )
    yield _types(outcome)


def _types(outcome: Redenering) -> RenderableType:
    counts = Counter(kind for _, kind in outcome.afgeleide_typen)
    rows = []
    for kind, number in sorted(counts.items(), key=lambda pair: _short(pair[0])):
        members = [_short(who) for who, what in outcome.afgeleide_typen if what == kind]
        more = ", …" if number > EXAMPLES else ""
        rows.append((text(_short(kind)), text(number), text(", ".join(members[:EXAMPLES]) + more)))
    return table(
        count(len(outcome.afgeleide_typen), "afgeleid type", "afgeleide typen"),
        ("klasse", "#aantal", "wie"),
        rows,
    )


def _short(iri: str) -> str:
    return (
        iri.removeprefix(NAMESPACE) if iri.startswith(NAMESPACE) else iri.replace("#", "/").rpartition("/")[2]
    )
