"""Does the authored layer still fit a version whose words were replaced?

A competence is known by its number. When its words change, what was authored about it stays; this says
in Dutch where a number vanished, or where the number now means clearly something else.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from math import log, sqrt
from typing import Final

from kwalificatiegraaf.domain.competentie import Competentie

Profiel = Mapping[str, float]

TITEL_GELIJKT: Final = 0.5
"""From this ratio of equal letters on, two titles speak of the same thing."""

ANDER_NUMMER: Final = 2
"""Another former number must fit this many times better before the number counts as moved."""

ENIGE_GELIJKENIS: Final = 0.1
"""Below this cosine, texts of competences have no more in common than those of strangers."""

NIETS_GEMEEN: Final = 0.02
"""At or below this cosine, a number without any like among the former ones is new."""


def find_misfits(
    authored: Iterable[str], former: Sequence[Competentie], current: Sequence[Competentie]
) -> tuple[str, ...]:
    """Return a Dutch sentence per competence with authored facts that no longer fits.

    `authored` holds the codes that the layer speaks of, `former` and `current` the competences before
    and after. Own wording and the official text of one competence share words, in the title or in its
    knowledge and skills: measured on two dossiers, 45 of 47 numbers match themselves best by those.
    """
    codes = sorted(set(authored))
    now = {one.code: one for one in current}
    gone = (_vanished(code, former) for code in codes if code not in now)
    return (*gone, *_moved(set(codes), former, now))


def _vanished(code: str, former: Iterable[Competentie]) -> str:
    title = next((f" ('{one.titel}')" for one in former if one.code == code), "")
    return f"{code}{title} bestaat niet meer; haar leerplaatsen, gewicht en voorkennis staan los"


def _moved(codes: set[str], former: Sequence[Competentie], now: Mapping[str, Competentie]) -> Iterable[str]:
    likeness = _likeness([*former, *now.values()])
    for old in former:
        new = now.get(old.code)
        if old.code not in codes or new is None or titles_alike(old.titel, new.titel):
            continue
        own = likeness(old, new)
        best = max(former, key=lambda other: likeness(other, new))
        fit = likeness(best, new)
        if fit >= max(ENIGE_GELIJKENIS, ANDER_NUMMER * own):
            yield f"{old.code} heette '{old.titel}' en heet nu '{new.titel}'; dat lijkt meer op {best.code}"
        elif own <= NIETS_GEMEEN:
            yield f"{old.code} heette '{old.titel}' en heet nu '{new.titel}'; dat lijkt iets anders"


def titles_alike(old: str, new: str) -> bool:
    """Tell whether two titles speak of the same thing by their letters alone."""
    return SequenceMatcher(None, old.casefold(), new.casefold(), autojunk=False).ratio() >= TITEL_GELIJKT


def _stems(one: Competentie) -> Counter[str]:
    """Count the first six letters of the longer words; the title counts three times."""
    knowledge, skills = [item.tekst for item in one.kennis], [item.tekst for item in one.vaardigheden]
    texts = [one.titel] * 3 + knowledge + skills
    return Counter(word[:6] for word in re.findall(r"\w{4,}", " ".join(texts).casefold()))


def _likeness(competences: Sequence[Competentie]) -> Callable[[Competentie, Competentie], float]:
    """Return the cosine of two competences, words weighted by how rare they are among all given."""
    counts = {id(one): _stems(one) for one in competences}
    spread = Counter(stem for count in counts.values() for stem in count)

    def profile(one: Competentie) -> Profiel:
        return {stem: n * log(1 + len(counts) / spread[stem]) for stem, n in counts[id(one)].items()}

    profiles = {id(one): profile(one) for one in competences}
    return lambda one, other: _cosine(profiles[id(one)], profiles[id(other)])


def _cosine(one: Profiel, other: Profiel) -> float:
    product = sum(weight * other[stem] for stem, weight in one.items() if stem in other)
    lengths = sqrt(sum(w * w for w in one.values())) * sqrt(sum(w * w for w in other.values()))
    return product / lengths if lengths else 0.0
