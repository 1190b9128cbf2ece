"""Apply changes to a task: the meaning of a change, in the words of the task itself."""

from collections.abc import Iterable
from fractions import Fraction

from kwalificatiegraaf.domain.bouwgrenzen import Bouwgrenzen
from kwalificatiegraaf.domain.feit import Feit
from kwalificatiegraaf.domain.herstel import Wijziging
from kwalificatiegraaf.domain.leerplaats import Component
from kwalificatiegraaf.domain.opdracht import Trajectopdracht
from kwalificatiegraaf.domain.traject import Onderdeel, Periode, Trajectkader, Uurverdeling

COMPONENTEN: tuple[Component, ...] = ("school", "werkplek")


def with_both_components(kader: Trajectkader) -> Trajectkader:
    """Return the frame with a vocational line of no hours for a component that has none."""
    present = {line.component for line in kader.uurverdeling if line.soort == "beroepsgericht"}
    lines = [
        Uurverdeling(vak=f"Beroepsgerichte uren ({component})", component=component, weekuren=Fraction(0))
        for component in COMPONENTEN
        if component not in present
    ]
    return kader.model_copy(update={"uurverdeling": (*kader.uurverdeling, *lines)}) if lines else kader


def extended(kader: Trajectkader, extra: int) -> Trajectkader:
    """Return the frame with `extra` periods more, as long as the last one."""
    last = kader.perioden[-1]
    added = (
        Periode(nummer=last.nummer + step, label=f"extra periode {step}", weken=last.weken)
        for step in range(1, extra + 1)
    )
    return kader.model_copy(update={"perioden": (*kader.perioden, *added)})


def with_hours(kader: Trajectkader, hours: dict[int, Fraction]) -> Trajectkader:
    """Return the frame with these weekly hours per line number; other hours than a line had are assumed."""
    lines = tuple(
        line
        if hours.get(number, line.weekuren) == line.weekuren
        else line.model_copy(update={"weekuren": hours[number], "zekerheid": "aanname", "bron": None})
        for number, line in enumerate(kader.uurverdeling)
    )
    return kader.model_copy(update={"uurverdeling": lines})


def without_facts(opdracht: Trajectopdracht, facts: Iterable[Feit]) -> Trajectopdracht:
    """Return the task (not validated) without these bounds, prerequisites, fixings and prohibitions."""
    gone = {fact.code: fact for fact in facts}
    steps = {(f.onderdeel, f.ander, f.strikt) for f in gone.values() if f.soort == "voorkennis"}
    parts = {(f.onderdeel, f.leerplaats) for f in gone.values() if f.soort == "deel"}
    bounds = opdracht.grenzen
    kept = bounds.model_copy(
        update={
            "delen": tuple(p for p in bounds.delen if (p.onderdeel, p.leerplaats) not in parts),
            "perioden": tuple(p for p in bounds.perioden if f"periode:{p.periode}" not in gone),
            "vast": tuple(p for n, p in enumerate(bounds.vast) if f"vast:{n}" not in gone),
            "verboden": tuple(p for n, p in enumerate(bounds.verboden) if f"verboden:{n}" not in gone),
            "volgorde": tuple(
                p for p in bounds.volgorde if (p.eerst, p.dan, p.soort == "strikt") not in steps
            ),
        }
    )
    items = tuple(_without_steps(item, steps) for item in opdracht.onderdelen)
    return opdracht.model_copy(update={"grenzen": kept, "onderdelen": items})


def _without_steps(item: Onderdeel, steps: set[tuple[str | None, str | None, bool | None]]) -> Onderdeel:
    kept = tuple(code for code in item.voorkennis if (code, item.code, True) not in steps)
    return item if kept == item.voorkennis else item.model_copy(update={"voorkennis": kept})


def with_places(opdracht: Trajectopdracht, added: dict[str, tuple[str, ...]]) -> Trajectopdracht:
    """Return the task (not validated) with these places more per item code."""
    items = tuple(
        item.model_copy(
            update={"leerplaatsen": tuple(dict.fromkeys((*item.leerplaatsen, *added[item.code])))}
        )
        if item.code in added
        else item
        for item in opdracht.onderdelen
    )
    return opdracht.model_copy(update={"onderdelen": items})


def without_idle(opdracht: Trajectopdracht) -> Trajectopdracht:
    """Return the task without lines of no hours, and without general items that nothing teaches."""
    lines = tuple(line for line in opdracht.kader.uurverdeling if line.weekuren)
    taught = {line.cluster for line in lines if line.cluster}
    items = tuple(i for i in opdracht.onderdelen if i.soort == "beroepsgericht" or i.code in taught)
    kader = opdracht.kader.model_copy(update={"uurverdeling": lines})
    return opdracht.model_copy(update={"kader": kader, "onderdelen": items})


def change_task(opdracht: Trajectopdracht, changes: Iterable[Wijziging]) -> Trajectopdracht:
    """Return the changed task; InvalidInput when the changes make it unsound."""
    wanted = tuple(changes)
    kader = with_both_components(opdracht.kader)
    kader = with_hours(kader, {c.feit.nummer or 0: c.weekuren for c in wanted if c.weekuren is not None})
    kader = extended(kader, sum(c.perioden or 0 for c in wanted))
    task = without_facts(
        opdracht.model_copy(update={"kader": kader}),
        (c.feit for c in wanted if c.soort == "grens-schrappen"),
    )
    task = with_places(task, {c.feit.onderdeel or "": c.leerplaatsen for c in wanted if c.leerplaatsen})
    return _validated(without_idle(task), _tolerance(task.grenzen, wanted))


def _tolerance(grenzen: Bouwgrenzen, changes: tuple[Wijziging, ...]) -> Bouwgrenzen:
    chosen = [change.tolerantie for change in changes if change.tolerantie is not None]
    return grenzen.model_copy(update={"tolerantie": chosen[0]}) if chosen else grenzen


def _validated(task: Trajectopdracht, grenzen: Bouwgrenzen) -> Trajectopdracht:
    general = {item.code for item in task.onderdelen if item.soort == "algemeen"}
    items = tuple(
        item.model_copy(update={"uren": _taught(task.kader, item.code)}) if item.code in general else item
        for item in task.onderdelen
    )
    return Trajectopdracht(
        kader=task.kader,
        onderdelen=items,
        leerplaatsen=task.leerplaatsen,
        normen=task.normen,
        grenzen=grenzen,
    )


def _taught(kader: Trajectkader, cluster: str) -> Fraction:
    weekly = (line.weekuren for line in kader.uurverdeling if line.cluster == cluster)
    return sum(weekly, Fraction(0)) * kader.weken
