"""The checker's task of a set of kept facts, and general education as its timetable has it."""

from collections.abc import Iterator
from fractions import Fraction

from kwalificatiegraaf.domain.opdracht import Trajectopdracht
from kwalificatiegraaf.domain.traject import Onderdeel, Toewijzing, Trajectkader
from kwalificatiegraaf.domain.wijzigen import without_idle
from kwalificatiegraaf.planning.checkframes import Frames


def with_kept(frames: Frames, kader: Trajectkader) -> Trajectopdracht:
    """Return the task (not validated) under a timetable, without the facts that are not kept.

    Where the tolerance is none of them it is so wide that a period may have the hours of all.
    """
    kept, bounds = frames.kept, frames.opdracht.grenzen
    grenzen = bounds.model_copy(
        update={
            "tolerantie": bounds.tolerantie if "tolerantie" in kept else Fraction(kader.weken),
            "delen": tuple(p for p in bounds.delen if f"deel:{p.onderdeel}:{p.leerplaats}" in kept),
            "perioden": tuple(p for p in bounds.perioden if f"periode:{p.periode}" in kept),
            "vast": tuple(p for n, p in enumerate(bounds.vast) if f"vast:{n}" in kept),
            "verboden": tuple(p for n, p in enumerate(bounds.verboden) if f"verboden:{n}" in kept),
            "volgorde": tuple(
                p for p in bounds.volgorde if f"voorkennis:{p.eerst}>{p.dan}:{p.soort}" in kept
            ),
            "harde_normen": (),
        }
    )
    items = tuple(_item_with_kept(frames, item) for item in frames.opdracht.onderdelen)
    changed = {"kader": kader, "onderdelen": items, "grenzen": grenzen, "normen": ()}
    return without_idle(frames.opdracht.model_copy(update=changed))


def _item_with_kept(frames: Frames, item: Onderdeel) -> Onderdeel:
    if item.soort == "algemeen":
        return item
    steps = tuple(one for one in item.voorkennis if f"voorkennis:{one}>{item.code}:strikt" in frames.kept)
    return item.model_copy(update={"voorkennis": steps, "leerplaatsen": tuple(frames.open_places(item))})


def general_rows(task: Trajectopdracht) -> Iterator[Toewijzing]:
    """Yield general education as the timetable has it, at its place or the first one of its component."""
    schema = task.leerplaatsen
    hours: dict[tuple[str, str], Fraction] = {}
    for line in task.kader.uurverdeling:
        if line.cluster:
            leaves = schema.leaves_of(line.leerplaats) if line.leerplaats else ()
            place = next(p.code for p in schema.bladeren if p.component == line.component)
            key = (line.cluster, leaves[0] if leaves else place)
            hours[key] = hours.get(key, Fraction(0)) + line.weekuren
    for (code, place), weekly in hours.items():
        for period in task.kader.perioden:
            yield Toewijzing(
                onderdeel=code, leerplaats=place, periode=period.nummer, uren=weekly * period.weken
            )
