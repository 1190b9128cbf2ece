"""A planning problem in general: items with a size go to periods and places (PLANNING: data).

A dual course is one case; a balanced curriculum (courses with credits, prerequisites, bounds per
period) is the simple one, without places. All amounts are whole numbers in one unit of the user's
choice: hours, quarters of an hour, credits. A problem that exists is sound; whether it can be solved
is for the planning floor to say.
"""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, WithJsonSchema, model_validator

from kwalificatiegraaf.domain.bouwgrenzen import Volgordesoort
from kwalificatiegraaf.domain.planningscontrole import check_problem
from kwalificatiegraaf.domain.waarde import Breuk, Waarde

GREATEST = 1_000_000
"""The greatest amount of one item or bound."""
MOST_ITEMS = 1000
MOST_PERIODS = 60
MOST_PLACES = 20
MOST_RULES = 60
MOST_ROWS = 20_000

Code = Annotated[str, StringConstraints(min_length=1, max_length=80)]
Aantal = Annotated[int, Field(strict=True, ge=0, le=GREATEST)]
Grootte = Annotated[int, Field(strict=True, ge=1, le=GREATEST)]
Deel = Annotated[
    Breuk,
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "number"}], "examples": ["3/5", 0.25, 1]}),
]
"""A part from 0 to 1: `"3/5"`, 0.25 or 1, read exactly."""

Grondslag = Literal["uren", "competenties", "gewicht", "competenties-hoofdplaats"]
Planningsdoelnaam = Literal["max-load", "share", "fewest-splits", "closest"]
Groepsregel = Literal["exact", "minstens"]


class Planningsperiode(Waarde):
    """A period, in the order of the list, with bounds on its load and its number of items.

    `eigen_belasting` is a load that is there already.
    """

    code: Code
    begin: date | None = None
    einde: date | None = None
    eigen_belasting: Aantal = 0
    minste_belasting: Aantal = 0
    meeste_belasting: Aantal | None = None
    minste_items: Aantal = 0
    meeste_items: Aantal | None = None


class Planningsplaats(Waarde):
    """A place where items can be learned."""

    code: Code
    label: str | None = None


class Itemplaats(Waarde):
    """A possible place of an item, with the least and greatest part of the item there."""

    plaats: Code
    minstens: Deel | None = None
    hoogstens: Deel | None = None


class Planningsitem(Waarde):
    """What is planned: a size, or a least and greatest size, at possible places.

    It runs in at most `meeste_perioden` periods, without a gap. `keuze` says that the item may be
    left out (groups say how many are taken).
    """

    code: Code
    label: str | None = None
    grootte: Grootte | None = None
    minste_grootte: Grootte | None = None
    meeste_grootte: Grootte | None = None
    gewicht: Annotated[int, Field(strict=True, ge=1, le=1000)] = 1
    plaatsen: tuple[Itemplaats, ...] = Field(default=(), max_length=MOST_PLACES)
    meeste_perioden: Annotated[int, Field(strict=True, ge=1, le=MOST_PERIODS)] = 1
    keuze: bool = False

    @property
    def least(self) -> int:
        """The least size when the item is taken."""
        return self.grootte or self.minste_grootte or 0

    @property
    def most(self) -> int:
        """The greatest size."""
        return self.grootte or self.meeste_grootte or 0


class Itemvolgorde(Waarde):
    """`dan` starts after the last period of `eerst` (strikt), or not before `eerst` starts (zwak)."""

    eerst: Code
    dan: Code
    soort: Volgordesoort = "strikt"


class Itemplaatsing(Waarde):
    """An item with a place, a period, or both: to fix (all of it there) or to forbid (nothing there)."""

    item: Code
    plaats: Code | None = None
    periode: Code | None = None


class Itemgroep(Waarde):
    """Exactly, or at least, so many of these items are taken; with a place: have something there."""

    code: Code
    items: tuple[Code, ...] = Field(min_length=1, max_length=MOST_ITEMS)
    regel: Groepsregel
    aantal: Aantal
    plaats: Code | None = None


class Capaciteit(Waarde):
    """Least and greatest amount at these places together: in one period, in each, or over all."""

    plaatsen: tuple[Code, ...] = Field(min_length=1, max_length=MOST_PLACES)
    over: Literal["elke-periode", "geheel"] = "elke-periode"
    periode: Code | None = None
    minstens: Aantal = 0
    hoogstens: Annotated[int, Field(strict=True, ge=0, le=1000 * GREATEST)] | None = None


class Aandeelnorm(Waarde):
    """A share at these places, on a basis, over these items (none named: all); the bounds are hard."""

    code: Code
    plaatsen: tuple[Code, ...] = Field(min_length=1, max_length=MOST_PLACES)
    grondslag: Grondslag = "uren"
    items: tuple[Code, ...] = Field(default=(), max_length=MOST_ITEMS)
    minstens: Deel | None = None
    hoogstens: Deel | None = None


class Planningsplaatsing(Waarde):
    """An amount of an item at a place (none in a problem without places) in a period."""

    item: Code
    plaats: Code | None = None
    periode: Code
    hoeveelheid: Grootte


class Planningsprobleem(Waarde):
    """A whole problem. Construction raises InvalidInput with JSON path and remedy.

    `doelen` come in order: `max-load`, `share` (every norm of `aandelen` in turn), `fewest-splits`,
    `closest` (to `huidig`). Without `doelen`: those that the problem has data for, in the usual order.
    """

    titel: str | None = None
    eenheid: str = "uur"
    perioden: tuple[Planningsperiode, ...] = Field(min_length=1, max_length=MOST_PERIODS)
    plaatsen: tuple[Planningsplaats, ...] = Field(default=(), max_length=MOST_PLACES)
    items: tuple[Planningsitem, ...] = Field(min_length=1, max_length=MOST_ITEMS)
    volgorde: tuple[Itemvolgorde, ...] = Field(default=(), max_length=MOST_ROWS)
    capaciteiten: tuple[Capaciteit, ...] = Field(default=(), max_length=MOST_RULES)
    groepen: tuple[Itemgroep, ...] = Field(default=(), max_length=MOST_RULES)
    vast: tuple[Itemplaatsing, ...] = Field(default=(), max_length=MOST_ROWS)
    verboden: tuple[Itemplaatsing, ...] = Field(default=(), max_length=MOST_ROWS)
    aandelen: tuple[Aandeelnorm, ...] = Field(default=(), max_length=MOST_PLACES)
    huidig: tuple[Planningsplaatsing, ...] = Field(default=(), max_length=MOST_ROWS)
    doelen: tuple[Planningsdoelnaam, ...] = Field(default=(), max_length=4)

    @model_validator(mode="after")
    def _check(self) -> Self:
        check_problem(self)
        return self

    @property
    def goals(self) -> tuple[Planningsdoelnaam, ...]:
        """The objectives in order, or the usual ones when none are named."""
        if self.doelen:
            return self.doelen
        divisible = any(item.meeste_perioden > 1 or len(item.plaatsen) > 1 for item in self.items)
        usual: tuple[tuple[Planningsdoelnaam, bool], ...] = (
            ("share", bool(self.aandelen) and not any(n.minstens or n.hoogstens for n in self.aandelen)),
            ("max-load", True),
            ("fewest-splits", divisible),
            ("closest", bool(self.huidig)),
        )
        return tuple(name for name, present in usual if present)
