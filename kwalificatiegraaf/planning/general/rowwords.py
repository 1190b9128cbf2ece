"""What a row of a planning problem says, and what to change about it: a pair of plain sentences each."""

from collections.abc import Sequence
from fractions import Fraction

from kwalificatiegraaf.domain.planningsprobleem import (
    Aandeelnorm,
    Capaciteit,
    Itemgroep,
    Itemplaats,
    Itemplaatsing,
    Itemvolgorde,
    Planningsitem,
    Planningsperiode,
    Planningsprobleem,
)

Words = tuple[str, str]
"""The sentence and the remedy."""
SHOWN = 6
"""How many codes of a list are named."""


def _loosen(field: str) -> str:
    """Say how to loosen a bound, or to change another amount."""
    if field == "grootte":
        return "verander de grootte"
    return f"{'verlaag' if field.startswith('minst') else 'verhoog'} {field}"


def _bound(field: str) -> str:
    return "minstens" if field.startswith("minst") else "hoogstens"


def _items(number: int) -> str:
    return "1 item" if number == 1 else f"{number} items"


def _list(codes: Sequence[str]) -> str:
    more = len(codes) - SHOWN
    named = ", ".join(codes[:SHOWN])
    return f"{named} en nog {more}" if more > 0 else named


def period_words(problem: Planningsprobleem, period: Planningsperiode, field: str, bound: int) -> Words:
    """Say a bound on the load or on the number of items."""
    if field.endswith("_items"):
        runs = "loopt" if bound == 1 else "lopen"
        return f"in {period.code} {runs} {_bound(field)} {_items(bound)}", _loosen(field)
    own = f", de eigen {period.eigen_belasting} meegeteld" if period.eigen_belasting else ""
    verb = "vraagt" if field == "minste_belasting" else "draagt"
    text = f"{period.code} {verb} {_bound(field)} {bound} {problem.eenheid} belasting{own}"
    return text, _loosen(field)


def size_words(problem: Planningsprobleem, item: Planningsitem, field: str, size: int) -> Words:
    """Say a size, or the least or greatest."""
    bound = "" if field == "grootte" else f"{_bound(field)} "
    whole = ", in een periode" if "meeste_perioden" not in item.model_fields_set else ""
    remedy = f"{_loosen(field)}, of geef meeste_perioden" if whole else _loosen(field)
    return f"{item.code} vraagt {bound}{size} {problem.eenheid}{whole}", remedy


def part_words(item: Planningsitem, place: Itemplaats, field: str, part: Fraction) -> Words:
    """Say the least or greatest part of an item at a place."""
    return f"van {item.code} is {_bound(field)} {part} op {place.plaats}", _loosen(field)


def step_words(step: Itemvolgorde) -> Words:
    """Say a step of the order."""
    strict = f"pas na de laatste periode van {step.eerst}"
    when = strict if step.soort == "strikt" else f"niet voor {step.eerst} begint"
    return f"{step.dan} begint {when}", "schrap deze stap"


def capacity_words(problem: Planningsprobleem, row: Capaciteit, field: str, bound: int) -> Words:
    """Say the least or greatest amount at some places."""
    every = "in elke periode" if row.over == "elke-periode" else "over alle perioden samen"
    when = every if row.periode is None else f"in {row.periode}"
    text = f"op {_list(row.plaatsen)} is er {when} {_bound(field)} {bound} {problem.eenheid}"
    return text, _loosen(field)


def group_words(group: Itemgroep) -> Words:
    """Say how many items of a group are taken, or are at a place."""
    rule = "precies" if group.regel == "exact" else "minstens"
    where = "" if group.plaats is None else f" op {group.plaats}"
    text = f"groep {group.code} vraagt {rule} {group.aantal} van {_list(group.items)}{where}"
    return text, "verander het aantal of de items van de groep"


def placing_words(row: Itemplaatsing, field: str) -> Words:
    """Say a fixed or a forbidden placement."""
    place = [] if row.plaats is None else [f"op {row.plaats}"]
    period = [] if row.periode is None else [f"in {row.periode}"]
    where = " ".join([*place, *period])
    if field == "vast":
        return f"{row.item} ligt vast {where}", "schrap deze vaste plaatsing"
    return f"{row.item} mag niet {where}", "schrap dit verbod"


def share_words(norm: Aandeelnorm, field: str, part: Fraction) -> Words:
    """Say a bound on a share."""
    share = f"aandeel {norm.code} (grondslag {norm.grondslag}) op {_list(norm.plaatsen)}"
    return f"{share} is {_bound(field)} {part}", _loosen(field)
