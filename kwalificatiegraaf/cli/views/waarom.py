"""Why placements are where they are: the sentence, what it rests on, and the alternatives with their cost."""

from collections.abc import Iterator, Sequence

from rich.console import RenderableType

from kwalificatiegraaf.cli.views.parts import heading, table, text
from kwalificatiegraaf.domain.plaatsingsuitleg import Alternatief, Onderdeeluitleg, Plaatsingsuitleg
from kwalificatiegraaf.domain.taal import format_number


def reasons_view(found: Sequence[Onderdeeluitleg]) -> Iterator[RenderableType]:
    """Yield the sentences of all items; of a single one its grounds and alternatives too."""
    for item in found:
        yield heading(item.titel, item.onderdeel)
        for placed in item.plaatsingen:
            yield text(placed.zin)
            if len(found) == 1:
                yield from _details(placed)


def _details(placed: Plaatsingsuitleg) -> Iterator[RenderableType]:
    yield table(
        "Steunt op",
        ("soort", "wat", "id"),
        [
            (text(ground.soort), text(ground.label), text(ground.iri.rpartition("/id/")[2]))
            for ground in placed.gronden
        ],
    )
    if placed.alternatieven:
        columns = ("alternatief", "uitkomst", "nagegaan", "beslissend doel", "nu", "daar", "minstens")
        yield table("Alternatieven", columns, [_row(one) for one in placed.alternatieven])


def _row(one: Alternatief) -> tuple[RenderableType, ...]:
    what = one.leerplaats or "periode " + "-".join(map(str, one.perioden))
    front = (text(what), text(one.status), text(one.diepte.replace("-", " ")), text(one.beslissend))
    if one.beslissend is None:
        return (*front, text(None), text(None), text(None))
    cost = one.kosten[-1]
    then = None if cost.dan is None else format_number(cost.dan)
    return (*front, text(format_number(cost.nu)), text(then), text(format_number(cost.minstens)))
