"""The checker's arithmetic of shares: the best price of an hour, and main places, within spans of hours."""

from collections.abc import Sequence
from fractions import Fraction
from math import floor

from kwalificatiegraaf.domain.norm import Norm
from kwalificatiegraaf.domain.traject import Onderdeel

Spans = Sequence[tuple[Fraction, Fraction]]
"""Least and most hours of every item in the places that count."""


def weight_of(item: Onderdeel, norm: Norm) -> int | None:
    """Return what an item weighs on the basis of a norm; None when that is not known."""
    return 1 if norm.grondslag == "competenties" else item.gewicht


def worth_at(price: Fraction, rates: Sequence[Fraction], spans: Spans, room: Fraction) -> Fraction:
    """Return the most that an allocation can be worth at this price of an hour."""
    gains = (
        (rate - price) * (high if rate > price else low)
        for rate, (low, high) in zip(rates, spans, strict=True)
    )
    return price * room + sum(gains, Fraction(0))


def count_over_half(sizes: Sequence[Fraction], spans: Spans, room: Fraction, step: Fraction) -> int:
    """Return how many items can have more than half of their hours in places that count."""
    left = room - sum(low for low, _ in spans)
    asked = []
    for size, (low, high) in zip(sizes, spans, strict=True):
        half = (floor(size / 2 / step) + 1) * step
        if half <= high:
            asked.append(max(Fraction(0), half - low))
    count = 0
    for need in sorted(asked):
        left -= need
        count += left >= 0
    return count
