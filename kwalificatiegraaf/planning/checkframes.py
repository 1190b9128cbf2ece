"""The timetables that a set of facts leaves open, judged without solver and without the code that found it.

For any price of an hour in the places that count, no allocation is worth more than that price for all those
hours plus what every item gains over it. The best price gives the exact maximum when hours lie in one of
two components; with more places that have their own hours, a flow says whether all hours find a place.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import product
from math import ceil, floor

from kwalificatiegraaf.domain.aandeel import places_that_count
from kwalificatiegraaf.domain.feit import Speelruimte
from kwalificatiegraaf.domain.leerplaats import Component
from kwalificatiegraaf.domain.norm import Norm
from kwalificatiegraaf.domain.opdracht import Trajectopdracht
from kwalificatiegraaf.domain.traject import Onderdeel, Trajectkader, Uurverdeling
from kwalificatiegraaf.domain.wijzigen import extended, with_both_components, with_hours, without_idle
from kwalificatiegraaf.planning.checkflow import SINK, SOURCE, Network
from kwalificatiegraaf.planning.checkshares import count_over_half, weight_of, worth_at
from kwalificatiegraaf.planning.checksums import expected_sizes, step_of

MOST_FRAMES = 5000
"""Timetables that are calculated before the check says that it can't."""
MOST_SUMS = 100_000
"""The same where the norm is on hours alone, so that most timetables are refused by their sums."""
BY_HOURS = ("uren", "weekuren")
LINEAR = ("competenties", "gewicht")
"""Bases on which every hour of an item is worth the same."""
Hours = dict[int, Fraction]
"""Weekly hours per line of the timetable, by its number."""


@dataclass(frozen=True)
class Frames:
    """The timetables that a set of kept facts leaves open, and whether one of them allows the target."""

    opdracht: Trajectopdracht
    norm: Norm | None
    ruimte: Speelruimte
    kept: frozenset[str]
    wetten: tuple[Norm, ...] = ()

    @cached_property
    def kader(self) -> Trajectkader:
        """The frame of the task, with a line for both components."""
        return with_both_components(self.opdracht.kader)

    @cached_property
    def counted(self) -> frozenset[str]:
        """The places that the norm counts."""
        telt = "werkplek" if self.norm is None or self.norm.telt == "totaal" else self.norm.telt
        return places_that_count(self.opdracht.leerplaatsen, telt)

    @cached_property
    def _choices(self) -> list[list[Fraction]]:
        return [self._values(number) for number in range(len(self.kader.uurverdeling))]

    def _values(self, number: int) -> list[Fraction]:
        """Return what a line may have; a general one that may go is left to `_general`."""
        line = self.kader.uurverdeling[number]
        if number in self._droppable:
            return [Fraction(0)]
        if line.soort == "algemeen" or f"uren:{number}" in self.kept:
            return [line.weekuren]
        steps = range(-self.ruimte.uren, self.ruimte.uren + 1)
        return [line.weekuren + step for step in steps if 0 <= line.weekuren + step <= 60]

    @cached_property
    def _droppable(self) -> list[int]:
        return [
            number
            for number, line in enumerate(self.kader.uurverdeling)
            if line.soort == "algemeen"
            and line.component == "school"
            and f"algemeen:{number}" not in self.kept
        ]

    @cached_property
    def _general(self) -> list[Hours]:
        """Return the hours of general education that may go: none, since no share gains by it.

        A law on all hours may need some; then every sum counts, for every choice of lines that stay.
        """
        none = dict.fromkeys(self._droppable, Fraction(0))
        if all(law.telt != "totaal" for law in self._kept_laws):
            return [none]
        lines = self.kader.uurverdeling
        values = [[lines[n].weekuren - less for less in range(ceil(lines[n].weekuren))] for n in none]
        found: dict[tuple[frozenset[int], Fraction], Hours] = {}
        for hours in product(*([*some, Fraction(0)] for some in values)):
            stay = frozenset(n for n, weekly in zip(none, hours, strict=True) if weekly)
            found.setdefault((stay, sum(hours, Fraction(0))), dict(zip(none, hours, strict=True)))
        return list(found.values())

    @property
    def is_countable(self) -> bool:
        """Whether the timetables are few enough, and what each of them allows is exact without calendar."""
        return self.is_finite and self._is_exact

    @property
    def is_finite(self) -> bool:
        """Whether the timetables are few enough, and more is never worse where the norm leaves a choice."""
        norm = self.norm
        if norm is not None and norm.operator not in ("groter-dan", "minstens") and not self._settles(norm):
            return False
        if norm is not None and norm.telt == "totaal" and self._droppable:
            return False
        count = self.ruimte.perioden + 1
        for values in self._choices:
            count *= len(values)
        most = MOST_SUMS if norm is not None and norm.grondslag in BY_HOURS else MOST_FRAMES
        return count <= most and count * len(self._general) <= most

    def _settles(self, norm: Norm) -> bool:
        """Whether the hours of a timetable alone give the value, so that an upper bound counts as well."""
        return norm.grondslag == "weekuren" or (norm.grondslag == "uren" and not self._droppable)

    @property
    def counts_highest(self) -> bool:
        """Whether `every` leaves out no timetable for its hours alone, so that it holds the highest value."""
        return self.norm is not None and self.norm.grondslag not in BY_HOURS

    @cached_property
    def _pots(self) -> list[tuple[Component, str | None]]:
        lines = [line for line in self.kader.uurverdeling if line.soort == "beroepsgericht"]
        return sorted({(line.component, line.leerplaats) for line in lines}, key=str)

    @property
    def _is_exact(self) -> bool:
        """Whether prices and a flow to places decide: with more than two pots only hours matter."""
        by_hours = self.norm is None or self.norm.grondslag in BY_HOURS
        few = len(self._pots) <= 2 or (by_hours and not self.opdracht.grenzen.delen)
        return few and self.is_bounding

    @property
    def is_bounding(self) -> bool:
        """Whether no place half counts, so that `highest` is never too low."""
        lines = self.kader.uurverdeling
        return not any(self._is_mixed(line.leerplaats, line.component) for line in lines)

    def _is_mixed(self, place: str | None, component: Component) -> bool:
        return len({leaf in self.counted for leaf in self._leaves(place, component)}) > 1

    def every(self) -> Iterator[Trajectkader]:
        """Yield every timetable that the kept laws allow, but for those whose hours alone miss the norm."""
        extra = 0 if "looptijd" in self.kept else self.ruimte.perioden
        for chosen in product(*self._choices):
            for general in self._general:
                hours = {**dict(enumerate(chosen)), **general}
                if self._is_lawful(hours) and self._may_meet(hours):
                    yield from (with_hours(extended(self.kader, more), hours) for more in range(extra + 1))

    @property
    def _kept_laws(self) -> list[Norm]:
        return [norm for norm in self.wetten if f"norm:{norm.code}" in self.kept]

    def allows(self, kader: Trajectkader) -> bool:
        """Return whether a timetable keeps the laws among the kept facts."""
        return self._is_lawful(dict(enumerate(line.weekuren for line in kader.uurverdeling)))

    def _is_lawful(self, hours: Hours) -> bool:
        laws = self._lines_of_laws
        return all(norm.is_met_by(sum((hours[n] for n in lines), Fraction(0))) for norm, lines in laws)

    @cached_property
    def _lines_of_laws(self) -> list[tuple[Norm, list[int]]]:
        """The kept laws with the lines in scope, or at the workplace (a real one where a law says so)."""
        found = []
        for norm in self._kept_laws:
            places = places_that_count(self.opdracht.leerplaatsen, norm.telt)
            lines = self._lines_in_scope(norm)
            if norm.telt != "totaal":
                lines = [number for number in lines if self._is_at_work(number, places)]
            found.append((norm, lines))
        return found

    def _is_at_work(self, number: int, places: Collection[str]) -> bool:
        line = self.kader.uurverdeling[number]
        return line.component == "werkplek" and (line.leerplaats is None or line.leerplaats in places)

    def _lines_in_scope(self, norm: Norm) -> list[int]:
        lines = enumerate(self.kader.uurverdeling)
        return [number for number, line in lines if norm.bereik == "alle" or line.soort != "algemeen"]

    def _may_meet(self, hours: Hours) -> bool:
        """Return whether a norm on hours can be met by these; of other norms the hours do not tell."""
        norm = self.norm
        if norm is None or norm.grondslag not in BY_HOURS:
            return True
        if norm.telt == "totaal":
            return norm.is_met_by(sum(hours.values(), Fraction(0)))
        whole, inside = (sum((hours[n] for n in lines), Fraction(0)) for lines in self._lines_of_norm)
        return bool(whole) and norm.is_met_by(inside / whole if norm.grondslag == "uren" else inside)

    @cached_property
    def _lines_of_norm(self) -> tuple[list[int], list[int]]:
        """The lines in the scope of the norm, and those of them in places that count."""
        spoken = self._lines_in_scope(self.norm) if self.norm else []
        return spoken, [number for number in spoken if self._counts(self.kader.uurverdeling[number])]

    def _counts(self, line: Uurverdeling) -> bool:
        return set(self._leaves(line.leerplaats, line.component)) <= self.counted

    def reaches(self, kader: Trajectkader) -> bool:
        """Return whether the target can be reached without calendar under this timetable."""
        return self.meets(self.highest(kader))

    def meets(self, highest: Fraction | None) -> bool:
        """Return whether what `highest` gave reaches the target."""
        return highest is not None and (self.norm is None or self.norm.is_met_by(highest))

    def highest(self, kader: Trajectkader) -> Fraction | None:
        """Return the highest value of the norm without calendar under this timetable (0 without a norm).

        None when not even the hours come out, or a weight is missing.
        """
        task = without_idle(self.opdracht.model_copy(update={"kader": kader}))
        if not any(line.soort == "beroepsgericht" for line in task.kader.uurverdeling):
            return None
        sizes = self._sizes(task)
        step = step_of(task)
        spans = [self._span(item, sizes[item.code], step) for item in self._items] if sizes else []
        if not sizes or any(low > high for low, high in spans):
            return None
        room = self._inside(task) * task.kader.weken
        if not sum(low for low, _ in spans) <= room <= sum(high for _, high in spans):
            return None
        if len(self._pots) > 2 and not self._flows(task, sizes):
            return None
        return self._highest(task, sizes, spans, room)

    def _flows(self, task: Trajectopdracht, sizes: dict[str, Fraction]) -> bool:
        """Return whether all hours can flow from items to places that have them."""
        step, network = step_of(task), Network()
        for item in self._items:
            size = int(sizes[item.code] / step)
            network.add(SOURCE, item.code, size, size)
            for pot in self._pots:
                if set(self.open_places(item)) & set(self._leaves(pot[1], pot[0])):
                    network.add(item.code, pot, 0, size)
        for component, place in self._pots:
            hours = sum(
                line.weekuren
                for line in task.kader.uurverdeling
                if not line.cluster and (line.component, line.leerplaats) == (component, place)
            )
            network.add((component, place), SINK, 0, int(hours * task.kader.weken / step))
        return network.best() is not None

    @property
    def _items(self) -> list[Onderdeel]:
        return [item for item in self.opdracht.onderdelen if item.soort == "beroepsgericht"]

    def _sizes(self, task: Trajectopdracht) -> dict[str, Fraction] | None:
        hours = task.kader.weekuren(soort="beroepsgericht") * task.kader.weken
        given = sum((item.uren for item in self._items if item.uren is not None), Fraction(0))
        weighted = [item for item in self._items if item.uren is None]
        if given > hours or (given < hours and not weighted):
            return None
        sizes = expected_sizes(task)
        return sizes if all(size > 0 for size in sizes.values()) else None

    def _inside(self, task: Trajectopdracht) -> Fraction:
        """Return the weekly vocational hours in places that count."""
        lines = task.kader.uurverdeling
        return sum((r.weekuren for r in lines if not r.cluster and self._counts(r)), Fraction(0))

    def _span(self, item: Onderdeel, size: Fraction, step: Fraction) -> tuple[Fraction, Fraction]:
        """Return the least and most hours of an item in the places that count (none when it has no place)."""
        parts = self._parts[item.code]
        if parts is None:
            return size, Fraction(0)
        units, least, most = size / step, {True: 0, False: 0}, {True: 0, False: 0}
        for counts, low, high in parts:
            least[counts] += ceil(low * units) if low else 0
            most[counts] += floor(high * units)
        return max(least[True] * step, size - most[False] * step), min(
            most[True] * step, size - least[False] * step
        )

    @cached_property
    def _parts(self) -> dict[str, list[tuple[bool, Fraction, Fraction]] | None]:
        """Per item its open places: whether each counts, its bounds; None where a closed one asks a part."""
        return {
            item.code: None
            if any(self._part(item.code, place)[0] for place in self._closed_parts(item))
            else [(place in self.counted, *self._part(item.code, place)) for place in self.open_places(item)]
            for item in self._items
        }

    def _closed_parts(self, item: Onderdeel) -> set[str]:
        parts = self.opdracht.grenzen.delen
        return {part.leerplaats for part in parts if part.onderdeel == item.code} - set(
            self.open_places(item)
        )

    def _part(self, code: str, place: str) -> tuple[Fraction, Fraction]:
        for part in self.opdracht.grenzen.delen:
            if (part.onderdeel, part.leerplaats) == (code, place) and f"deel:{code}:{place}" in self.kept:
                return part.minstens, part.hoogstens
        return Fraction(0), Fraction(1)

    def open_places(self, item: Onderdeel) -> Sequence[str]:
        """Return the places of an item that the kept facts leave open."""
        used = {
            leaf
            for line in self.kader.uurverdeling
            if not line.cluster
            for leaf in self._leaves(line.leerplaats, line.component)
        }
        fixed = f"plaatsen:{item.code}" in self.kept
        places = [leaf for leaf in sorted(used) if not fixed or leaf in item.leerplaatsen]
        bounds = self.opdracht.grenzen
        for number, one in enumerate(bounds.vast):
            if one.onderdeel == item.code and one.leerplaats and f"vast:{number}" in self.kept:
                places = [place for place in places if place == one.leerplaats]
        for number, one in enumerate(bounds.verboden):
            if one.onderdeel == item.code and one.periode is None and f"verboden:{number}" in self.kept:
                places = [place for place in places if place != one.leerplaats]
        return places

    def _leaves(self, place: str | None, component: Component) -> Sequence[str]:
        return self.opdracht.leerplaatsen.leaves_for(place, component)

    def _highest(
        self,
        task: Trajectopdracht,
        sizes: dict[str, Fraction],
        spans: Sequence[tuple[Fraction, Fraction]],
        room: Fraction,
    ) -> Fraction | None:
        """Return the highest value of the norm, by the best price of an hour (or by counting main places)."""
        norm = self.norm
        if norm is None:
            return Fraction(0)
        general = [item for item in task.onderdelen if item.soort == "algemeen"]
        general = general if norm.bereik == "alle" else []
        if norm.grondslag in BY_HOURS:
            taught = sum((self._weekly(task, item) for item in general), Fraction(0))
            whole = task.kader.weekuren(soort="beroepsgericht") + taught if norm.grondslag == "uren" else 1
            inside = self._inside(task) + sum(
                (self._weekly(task, i, inside=True) for i in general), Fraction(0)
            )
            return inside / whole if norm.telt != "totaal" else task.kader.weekuren()
        if norm.grondslag == "competenties-hoofdplaats":
            over, items = self.general_over_half(task)
            count = count_over_half([sizes[item.code] for item in self._items], spans, room, step_of(task))
            return Fraction(count + over, items)
        found = self.rates(task, sizes)
        if found is None:
            return None
        gained, by_code, scale = found
        rates = [by_code[item.code] for item in self._items]
        return (gained + min(worth_at(price, rates, spans, room) for price in set(rates))) / scale

    def general_over_half(self, task: Trajectopdracht) -> tuple[int, int]:
        """Return how many general items have over half where it counts, and how many items are in scope."""
        general = [item for item in task.onderdelen if item.soort == "algemeen"]
        general = general if self.norm and self.norm.bereik == "alle" else []
        over = sum(2 * self._weekly(task, i, inside=True) > self._weekly(task, i) for i in general)
        return over, len(self._items) + len(general)

    def rates(
        self, task: Trajectopdracht, sizes: dict[str, Fraction]
    ) -> tuple[Fraction, dict[str, Fraction], int] | None:
        """Return what general education gives, what an hour of each item does, and the sum of weights.

        Of a norm on a basis in `LINEAR`; None when a weight is missing.
        """
        norm = self.norm
        if norm is None:
            return None
        general = [item for item in task.onderdelen if item.soort == "algemeen" and norm.bereik == "alle"]
        weights = {item.code: weight_of(item, norm) for item in (*self._items, *general)}
        known = {code: weight for code, weight in weights.items() if weight is not None}
        if known != weights:
            return None
        gained = sum(
            (known[i.code] * self._weekly(task, i, inside=True) / self._weekly(task, i) for i in general),
            Fraction(0),
        )
        rates = {item.code: Fraction(known[item.code]) / sizes[item.code] for item in self._items}
        return gained, rates, sum(known.values())

    def _weekly(self, task: Trajectopdracht, item: Onderdeel, *, inside: bool = False) -> Fraction:
        return sum(
            (
                line.weekuren
                for line in task.kader.uurverdeling
                if line.cluster == item.code and (not inside or self._counts(line))
            ),
            Fraction(0),
        )
