"""The task without its calendar, decided by exact arithmetic: what sizes, places and hours alone allow.

With the hours of the places that count fixed, an item's hours there lie between two bounds and one sum
must come out: filling the items of most value per hour first is then the best, and in reverse the worst.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import chain, combinations
from math import ceil, floor, lcm

from kwalificatiegraaf.domain.traject import Onderdeel
from kwalificatiegraaf.planning.sizes import GRAINS, largest_remainder
from kwalificatiegraaf.planning.target import Codes, Target
from kwalificatiegraaf.planning.timetables import Sums, Timetable, Timetables

HELD_BY_HOURS = ("uren", "weekuren")
MEASURED = ("competenties", "competenties-hoofdplaats", "gewicht", *HELD_BY_HOURS)
"""Bases that an explanation can speak of."""

SCALES = tuple(int(1 / grain) for grain in GRAINS)
Span = tuple[int, int]
"""Least and most units of an item in the places that count."""
General = dict[str, tuple[int, int]]
Rates = tuple[int, list[int], list[int]]


@dataclass(frozen=True)
class Judgement:
    """The least and the highest value of the norm without calendar; None when it cannot be measured."""

    least: Fraction | None
    most: Fraction | None


@dataclass(frozen=True)
class Spans:
    """The span of every item, and the least and most units inside of all together."""

    each: list[Span]
    low: int
    high: int


@dataclass(frozen=True)
class Ways:
    """The places of an item: whether it can be inside, outside, in which pots, and its part bounds if any."""

    inside: bool
    outside: bool
    pots: frozenset[int] = frozenset()
    parts: tuple[tuple[bool, Fraction, Fraction], ...] = ()

    def span(self, size: int) -> Span | None:
        """Return the units inside, or None when its bounds contradict each other."""
        if not self.parts:
            if not (self.inside or self.outside):
                return None
            return (0 if self.outside else size, size if self.inside else 0)
        least, most = [0, 0], [0, 0]
        for counted, low, high in self.parts:
            if ceil(low * size) > floor(high * size):
                return None
            least[counted] += ceil(low * size)
            most[counted] += floor(high * size)
        span = max(least[1], size - most[0]), min(most[1], size - least[0])
        return span if span[0] <= span[1] else None


class Aggregate:
    """Judges timetables and relaxed facts of one target."""

    def __init__(self, target: Target, timetables: Timetables) -> None:
        self.target = target
        self.timetables = timetables
        self.items = target.opdracht.competenties
        self.lines = target.opdracht.kader.uurverdeling
        self._sizes: dict[tuple[int, int], tuple[int, ...] | None] = {}
        self._ways: dict[Codes, list[Ways]] = {}
        self._taught: dict[tuple[int, ...], General] = {}
        self._whole = timetables.unit == 1 and all(
            i.uren is None or i.uren.denominator == 1 for i in self.items
        )
        self._bounds: dict[tuple[int, int, int], Judgement] = {}
        self._lessons: dict[tuple[int, ...], tuple[int, int]] = {}
        self._useless: dict[Sums, bool] = {}
        self._spanned: dict[tuple[int, int, Codes], Spans | None] = {}
        self._rated: dict[tuple[tuple[int, ...], tuple[int, ...]], Rates] = {}
        self._shaping = frozenset(
            code
            for code, fact in target.facts.items()
            if fact.soort in ("plaatsen", "deel", "vast", "verboden")
        )

    def judge(self, sums: Sums, relaxed: Codes, over: Fraction | None = None) -> Judgement | None:
        """Return the bounds of the norm, or None when not even the hours come out.

        Also None when a norm on hours can't be met; with `over` when it stays at or under that value.
        """
        if over is None and self._useless.get(sums):
            return None
        scale = self._scale(sums)
        if scale is None:
            return None
        weeks = self.timetables.weeks(sums.extra)
        inside, partly, outside = (side * weeks * scale // self.timetables.unit for side in sums.sides)
        if not self._is_worth(sums, (inside, inside + partly), inside + partly + outside, scale, over):
            return None
        sizes = self.sizes(inside + partly + outside, scale)
        spans = self._spans(inside + partly + outside, scale, relaxed)
        if sizes is None or spans is None:
            return None
        low, high = spans.low, spans.high
        if low > inside + partly or high < inside:
            return None
        fills = (max(low, inside), min(high, inside + partly))
        return self._measure(sums, scale, sizes, spans.each, fills)

    def fits(self, sums: Sums, timetable: Timetable, relaxed: Codes) -> bool:
        """Return whether the hours come out pot by pot: no pots hold less than what can go nowhere else.

        Exact when no part bounds are kept (a cut of the transport of hours from items to pots).
        """
        scale, weeks = self._scale(sums) or 1, self.timetables.weeks(sums.extra)
        room = [0] * len(self.timetables.pots)
        for line, pot in self.timetables.pot_of.items():
            hours = timetable.hours[line]
            room[pot] += hours.numerator * weeks * scale // hours.denominator
        sizes = self.sizes(sum(room), scale) or ()
        needs: dict[frozenset[int], int] = {}
        for ways, size in zip(self.ways(relaxed), sizes, strict=True):
            needs[ways.pots] = needs.get(ways.pots, 0) + size
        pots = range(len(room))
        groups = chain.from_iterable(combinations(pots, count) for count in range(1, len(room)))
        return all(
            sum(size for mine, size in needs.items() if mine <= set(group)) <= sum(room[pot] for pot in group)
            for group in groups
        )

    def has_parts(self, relaxed: Codes) -> bool:
        """Return whether any part bound is kept."""
        return any(ways.parts for ways in self.ways(relaxed))

    def _scale(self, sums: Sums) -> int | None:
        """Return the units in an hour (1 or 4), or None when the timetable holds parts of a quarter."""
        if self._whole:
            return 1
        unit = self.timetables.unit
        general = dict(zip(self.timetables.general, sums.general, strict=True))
        hours = {general.get(number, now) % unit for number, now in enumerate(self.timetables.now)}
        weeks = {period.weken for period in self.target.opdracht.kader.perioden}
        amounts = [Fraction(rest * count, unit) for rest in hours for count in weeks]
        amounts += [item.uren for item in self.items if item.uren is not None]
        return next((s for s in SCALES if all((one * s).denominator == 1 for one in amounts)), None)

    def _is_worth(self, sums: Sums, fills: Span, size: int, scale: int, over: Fraction | None) -> bool:
        """Whether a norm on hours could be met (or `over` passed) by the timetable alone; others always."""
        norm = self.target.norm
        if norm is None or norm.grondslag not in HELD_BY_HOURS or norm.operator in ("band", "gelijk"):
            return True
        value = self._by_hours(sums, scale, size, fills).most
        if value is None or over is not None:
            return value is not None and over is not None and value > over
        self._useless[sums] = not norm.is_met_by(value)
        return not self._useless[sums]

    def sizes(self, total: int, scale: int) -> tuple[int, ...] | None:
        """Return the units of every item, or None when a timetable of so many units leaves one without."""
        key = (total, scale)
        if key not in self._sizes:
            self._sizes[key] = self._divide(total, scale)
        return self._sizes[key]

    def _divide(self, total: int, scale: int) -> tuple[int, ...] | None:
        given = {item.code: int(item.uren * scale) for item in self.items if item.uren is not None}
        weights = {item.code: item.gewicht or 0 for item in self.items if item.uren is None}
        left = total - sum(given.values())
        if left < 0 or (left and not weights):
            return None
        found = given | (largest_remainder(left, weights) if weights else {})
        return tuple(found[item.code] for item in self.items) if all(found.values()) else None

    def _spans(self, total: int, scale: int, relaxed: Codes) -> Spans | None:
        """Return the least and most units inside of every item; None when an item can't be placed."""
        key = (total, scale, relaxed & self._shaping)
        if key not in self._spanned:
            self._spanned[key] = self._span_all(self.sizes(total, scale), key[2])
        return self._spanned[key]

    def _span_all(self, sizes: Sequence[int] | None, relaxed: Codes) -> Spans | None:
        if sizes is None:
            return None
        spans = []
        for ways, size in zip(self.ways(relaxed), sizes, strict=True):
            span = ways.span(size)
            if span is None:
                return None
            spans.append(span)
        return Spans(spans, sum(low for low, _ in spans), sum(high for _, high in spans))

    def ways(self, relaxed: Codes) -> list[Ways]:
        """Return the places of every item under the relaxed facts."""
        key = relaxed & self._shaping
        if key not in self._ways:
            self._ways[key] = [self._way(item, key) for item in self.items]
        return self._ways[key]

    def _way(self, item: Onderdeel, relaxed: Codes) -> Ways:
        counted, bounds = self.timetables.counted, self.target.opdracht.grenzen
        open_places = self.timetables.places
        places = [p for p in open_places if p in item.leerplaatsen or f"plaatsen:{item.code}" in relaxed]
        for number, one in enumerate(bounds.vast):
            if one.onderdeel == item.code and one.leerplaats and f"vast:{number}" not in relaxed:
                places = [place for place in places if place == one.leerplaats]
        for number, one in enumerate(bounds.verboden):
            here = one.onderdeel == item.code and one.periode is None
            if here and f"verboden:{number}" not in relaxed:
                places = [place for place in places if place != one.leerplaats]
        parts = {
            part.leerplaats: part
            for part in bounds.delen
            if part.onderdeel == item.code and f"deel:{item.code}:{part.leerplaats}" not in relaxed
        }
        pots = frozenset(
            index for index, pot in enumerate(self.timetables.pots) if set(pot.leaves) & set(places)
        )
        simple = Ways(any(p in counted for p in places), any(p not in counted for p in places), pots)
        if not parts:
            return simple
        held = [parts[p] for p in parts if p not in places and parts[p].minstens > 0]
        rows = [(p in counted, *_range(parts.get(p))) for p in places]
        rows += [(part.leerplaats in counted, part.minstens, Fraction(0)) for part in held]
        return replace(simple, parts=tuple(rows))

    def _measure(
        self, sums: Sums, scale: int, sizes: Sequence[int], spans: list[Span], fills: Span
    ) -> Judgement:
        norm = self.target.norm
        if norm is None:
            return Judgement(None, None)
        if norm.grondslag in HELD_BY_HOURS:
            return self._by_hours(sums, scale, sum(sizes), fills)
        general = self._general(sums) if norm.bereik == "alle" else {}
        if norm.grondslag == "competenties-hoofdplaats":
            return self._by_main_place(sizes, spans, fills, general)
        return self._by_part(sizes, spans, fills, general)

    def _general(self, sums: Sums) -> General:
        """Return, per cluster, its weekly hours in the places that count and its weekly hours, in units."""
        if sums.general not in self._taught:
            table: General = {}
            for number, hours in zip(self.timetables.general, sums.general, strict=True):
                if hours:
                    inside, total = table.get(self.lines[number].cluster or "", (0, 0))
                    counts = self.timetables.general_places[number] in self.timetables.counted
                    table[self.lines[number].cluster or ""] = (inside + hours * counts, total + hours)
            self._taught[sums.general] = table
        return self._taught[sums.general]

    def _by_part(
        self,
        sizes: Sequence[int],
        spans: list[Span],
        fills: Span,
        general: General,
    ) -> Judgement:
        weights = self._weights(general)
        if weights is None:
            return Judgement(None, None)
        unit, rates, dearest = self._rates(tuple(sizes), tuple(weights[item.code] for item in self.items))
        constant = sum(
            (weights[code] * Fraction(inside, total) for code, (inside, total) in general.items()),
            Fraction(0),
        )
        scale = sum(weights.values())
        most = Fraction(_filled(spans, fills[1], dearest, rates), unit)
        least = Fraction(_filled(spans, fills[0], dearest[::-1], rates), unit)
        return Judgement((constant + least) / scale, (constant + most) / scale)

    def _rates(self, sizes: tuple[int, ...], weights: tuple[int, ...]) -> Rates:
        """Return a common denominator, the value of a unit of every item over it, and the dearest first."""
        key = (sizes, weights)
        if key not in self._rated:
            unit = lcm(*sizes)
            rates = [weight * unit // size for size, weight in zip(sizes, weights, strict=True)]
            dearest = sorted(range(len(rates)), key=lambda index: -rates[index])
            self._rated[key] = (unit, rates, dearest)
        return self._rated[key]

    def _weights(self, general: General) -> dict[str, int] | None:
        """Return 1 per item, or its weight; None when one is missing."""
        kept = [*self.items, *(item for item in self.target.opdracht.clusters if item.code in general)]
        if self.target.norm and self.target.norm.grondslag == "competenties":
            return {item.code: 1 for item in kept}
        if any(item.gewicht is None for item in kept):
            return None
        return {item.code: item.gewicht or 0 for item in kept}

    def _by_main_place(
        self,
        sizes: Sequence[int],
        spans: list[Span],
        fills: Span,
        general: General,
    ) -> Judgement:
        """Count items with more than half inside: the cheapest ones to bring over half first."""
        scale = len(self.items) + len(general)
        constant = sum(2 * inside > total for inside, total in general.values())
        inside = _most_over_half(list(zip(sizes, spans, strict=True)), fills[1])
        mirrored = [(size, (size - high, size - low)) for size, (low, high) in zip(sizes, spans, strict=True)]
        outside = _most_at_half(mirrored, sum(sizes) - fills[0])
        least = len(self.items) - outside
        return Judgement(Fraction(constant + least, scale), Fraction(constant + inside, scale))

    def _by_hours(self, sums: Sums, scale: int, size: int, fills: Span) -> Judgement:
        norm, per_week = self.target.norm, scale * self.timetables.weeks(sums.extra)
        counted, taught = self._general_hours(sums) if norm and norm.bereik == "alle" else (0, 0)
        total = size * self.timetables.unit + per_week * taught
        if norm is None or norm.telt == "totaal":
            return self._between(total, total, self.timetables.unit * per_week)
        inside = per_week * counted
        parts = total if norm.grondslag == "uren" else self.timetables.unit * per_week
        least, most = (fill * self.timetables.unit + inside for fill in fills)
        return self._between(least, most, parts)

    def _general_hours(self, sums: Sums) -> tuple[int, int]:
        """Return the weekly units of general education in the places that count, and all of them."""
        if sums.general not in self._lessons:
            rows = self._general(sums).values()
            self._lessons[sums.general] = (
                sum(inside for inside, _ in rows),
                sum(taught for _, taught in rows),
            )
        return self._lessons[sums.general]

    def _between(self, least: int, most: int, parts: int) -> Judgement:
        """Return the bounds as fractions of `parts`; the few that occur are made once."""
        key = (least, most, parts)
        if key not in self._bounds:
            self._bounds[key] = Judgement(Fraction(least, parts), Fraction(most, parts))
        return self._bounds[key]


def _range(part: object) -> tuple[Fraction, Fraction]:
    low = getattr(part, "minstens", Fraction(0))
    return low, getattr(part, "hoogstens", Fraction(1))


def _filled(spans: list[Span], total: int, order: Sequence[int], rates: Sequence[int]) -> int:
    """Return the value of `total` units inside, given in this order above what every item must have."""
    left = total - sum(span[0] for span in spans)
    value = 0
    for index in order:
        low, high = spans[index]
        more = min(left, high - low)
        left -= more
        value += rates[index] * (low + more)
    return value


def _most_over_half(items: list[tuple[int, Span]], total: int) -> int:
    """Return how many items can have more than half inside, with `total` units there."""
    left = total - sum(span[0] for _, span in items)
    needs = sorted(max(0, size // 2 + 1 - low) for size, (low, high) in items if 2 * high > size)
    return _affordable(needs, left)


def _most_at_half(items: list[tuple[int, Span]], total: int) -> int:
    """Return how many items can have at least half there, with `total` units there."""
    left = total - sum(span[0] for _, span in items)
    needs = sorted(max(0, (size + 1) // 2 - low) for size, (low, high) in items if 2 * high >= size)
    return _affordable(needs, left)


def _affordable(needs: list[int], left: int) -> int:
    count = 0
    for need in needs:
        if need > left:
            break
        left -= need
        count += 1
    return count
