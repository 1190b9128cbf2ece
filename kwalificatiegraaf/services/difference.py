"""What differs between a trajectory and its changed self: norms, contract, places, periods, hours."""

from collections.abc import Collection, Iterable, Iterator

from kwalificatiegraaf.domain.norm import Bereik, Grondslag
from kwalificatiegraaf.domain.taal import format_value
from kwalificatiegraaf.domain.toets import Toets
from kwalificatiegraaf.domain.toetsing import Aandeelcontrole
from kwalificatiegraaf.domain.traject import Onderdeel, Traject
from kwalificatiegraaf.domain.watals import (
    Aanpassing,
    Deelplaats,
    Toetsverschil,
    Verplaatsing,
    Wijziging,
)

REDENEN: dict[Wijziging, str] = {
    "plaats": "schuift mee, zodat de uren van school en werkplek uitkomen",
    "periode": "schuift in de tijd mee, zodat volgorde en uren per periode kloppen",
    "uren": "krijgt andere uren, want de beroepsgerichte uren van het kader of hun verdeling veranderen",
    "nieuw": "komt erbij door de aanpassing",
    "vervallen": "valt weg door de aanpassing",
}
"""Why an item changes that the change itself does not name."""

NERGENS = "niet van toepassing"
MEEST_GENOEMD = 8
"""How many competences a sentence names; more are only counted."""

Key = tuple[str, Grondslag, Bereik]


def compare_checks(before: Aandeelcontrole, after: Aandeelcontrole) -> tuple[Toetsverschil, ...]:
    """Return every norm on every basis with both values, in order of code."""
    old, new = _by_key(before.toetsen), _by_key(after.toetsen)
    keys = [*old, *(key for key in new if key not in old)]
    return tuple(_difference(old.get(key), new.get(key)) for key in keys)


def _by_key(found: Iterable[Toets]) -> dict[Key, Toets]:
    return {(one.norm, one.grondslag, one.bereik): one for one in found}


def _difference(old: Toets | None, new: Toets | None) -> Toetsverschil:
    shown = new or old
    assert shown is not None
    values = (old.waarde if old else None, new.waarde if new else None)
    return Toetsverschil(
        norm=shown.norm,
        label=shown.label,
        grondslag=shown.grondslag,
        bereik=shown.bereik,
        eigen_grondslag=shown.eigen_grondslag,
        eenheid=shown.eenheid,
        voor=values[0],
        na=values[1],
        verschil=values[1] - values[0] if values[0] is not None and values[1] is not None else None,
        oordeel_voor=old.oordeel if old else None,
        oordeel_na=new.oordeel if new else None,
        grenzen_voor=old.grenzen if old else (),
        grenzen_na=new.grenzen if new else (),
    )


def moved_items(
    before: Traject, after: Traject, patch: Aanpassing, without: Collection[str] = ()
) -> tuple[Verplaatsing, ...]:
    """Return the competences whose place, period or hours differ, in order of code.

    `without` are those that lost the real workplace by the change.
    """
    old, new = _placements(before), _placements(after)
    titles = {item.code: item for traject in (before, after) for item in traject.onderdelen}
    moves = (
        _move(titles[code], old.get(code, ()), new.get(code, ()), patch, without)
        for code in sorted({*old, *new})
    )
    return tuple(move for move in moves if move)


def _placements(traject: Traject) -> dict[str, tuple[Deelplaats, ...]]:
    codes = {item.code for item in traject.onderdelen if item.soort == "beroepsgericht"}
    table: dict[str, list[Deelplaats]] = {}
    for row in sorted(traject.toewijzingen, key=lambda one: (one.periode, one.leerplaats)):
        if row.onderdeel in codes:
            part = Deelplaats(leerplaats=row.leerplaats, periode=row.periode, uren=row.uren)
            table.setdefault(row.onderdeel, []).append(part)
    return {code: tuple(parts) for code, parts in table.items()}


def _move(
    item: Onderdeel,
    old: tuple[Deelplaats, ...],
    new: tuple[Deelplaats, ...],
    patch: Aanpassing,
    without: Collection[str],
) -> Verplaatsing | None:
    if old == new:
        return None
    kind = _kind(old, new)
    return Verplaatsing(
        onderdeel=item.code,
        titel=item.titel,
        wijziging=kind,
        voor=old,
        na=new,
        reden=_reason(item.code, kind, patch, without),
    )


def _kind(old: tuple[Deelplaats, ...], new: tuple[Deelplaats, ...]) -> Wijziging:
    if not old or not new:
        return "vervallen" if old else "nieuw"
    if {part.leerplaats for part in old} != {part.leerplaats for part in new}:
        return "plaats"
    return "periode" if {p.periode for p in old} != {p.periode for p in new} else "uren"


def _reason(code: str, kind: Wijziging, patch: Aanpassing, without: Collection[str]) -> str:
    if code in without:
        return "kan door deze aanpassing niet meer op de reële werkplek geleerd worden"
    if code in patch.leerplaatsen:
        return "heeft door deze aanpassing andere mogelijke leerplaatsen"
    return REDENEN[kind]


def describe(
    before: Aandeelcontrole,
    after: Aandeelcontrole,
    moves: tuple[Verplaatsing, ...],
    checks: Iterable[Toetsverschil],
) -> str:
    """Return the answer to a change that can be made, in plain Dutch."""
    sentences = [*_moves(moves), *_norms(checks), _contract(before, after)]
    return " ".join(sentences)


def _moves(moves: tuple[Verplaatsing, ...]) -> Iterator[str]:
    if not moves:
        yield "Geen enkele competentie verandert van plaats, periode of uren."
    for kind, one, more in (
        ("plaats", "competentie wordt elders geleerd", "competenties worden elders geleerd"),
        ("periode", "competentie schuift in de tijd", "competenties schuiven in de tijd"),
        ("uren", "competentie krijgt andere uren", "competenties krijgen andere uren"),
        ("nieuw", "competentie komt erbij", "competenties komen erbij"),
        ("vervallen", "competentie valt weg", "competenties vallen weg"),
    ):
        found = [move.onderdeel for move in moves if move.wijziging == kind]
        if found:
            named = f": {', '.join(found)}" if len(found) <= MEEST_GENOEMD else ""
            yield f"{len(found)} {one if len(found) == 1 else more}{named}."


def _norms(checks: Iterable[Toetsverschil]) -> Iterator[str]:
    for one in checks:
        before, after = (
            (one.voor, one.oordeel_voor, one.grenzen_voor),
            (one.na, one.oordeel_na, one.grenzen_na),
        )
        if one.eigen_grondslag and before != after:
            old, new = (_value(value, one.eenheid) for value in (one.getoond_voor, one.getoond_na))
            values = f"blijft {new}" if one.voor == one.na else f"van {old} naar {new}"
            yield f"{one.label} ({one.norm}): {values}, {one.oordeel_na or NERGENS} ({_was(one)})."


def _was(one: Toetsverschil) -> str:
    """Return the verdict before, with the threshold that held then when it is another one now."""
    verdict = one.oordeel_voor or NERGENS
    if one.grenzen_voor and one.grenzen_na and one.grenzen_voor != one.grenzen_na:
        least = one.grenzen_voor[0]
        shown = format_value(least, share=one.eenheid == "aandeel")
        return f"met drempel {shown} was het: {verdict}"
    return "ook voordien" if one.oordeel_voor == one.oordeel_na else f"was: {verdict}"


def _value(number: str | None, unit: str) -> str:
    if number is None:
        return "onbepaald"
    return number if unit == "aandeel" else f"{number} {unit}"


def _contract(before: Aandeelcontrole, after: Aandeelcontrole) -> str:
    old, new = before.overeenkomst.soort or "geen", after.overeenkomst.soort or "geen"
    if old == new:
        return f"De overeenkomst blijft: {new}."
    said = f"De overeenkomst verandert van {old} naar {new}."
    if after.overeenkomst.soort is None:
        said = f"Let op: er volgt geen overeenkomst meer (was: {old})."
    return f"{said} {after.overeenkomst.reden}"
