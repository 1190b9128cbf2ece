"""Proposals that two competences are the same, from the words of their titles; never more than proposals."""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from kwalificatiegraaf.domain.competentie import Competentie
from kwalificatiegraaf.domain.overlap import Competentiepaar
from kwalificatiegraaf.store.dutch import stem, without_stopwords, words

Stammen = Mapping[str, frozenset[str]]


def propose(
    first: Iterable[Competentie], second: Iterable[Competentie], least: Fraction
) -> tuple[Competentiepaar, ...]:
    """Return pairs of a score of at least `least`, best first; every competence is in one pair at most."""
    mine, theirs = list(first), list(second)
    stems = {one.code: _stems(one.titel) for one in (*mine, *theirs)}
    pairs = sorted(_pairs(mine, theirs, stems, least), key=_rank)
    kept: list[Competentiepaar] = []
    taken: set[str] = set()
    for pair in pairs:
        if not {pair.eerste, pair.tweede} & taken:
            kept.append(pair)
            taken |= {pair.eerste, pair.tweede}
    return tuple(kept)


def _stems(title: str) -> frozenset[str]:
    return frozenset(map(stem, without_stopwords(words(title))))


def _rank(pair: Competentiepaar) -> tuple[Fraction, str, str]:
    return -(pair.score or Fraction(0)), pair.tweede, pair.eerste


def _pairs(
    first: Iterable[Competentie], second: Iterable[Competentie], stems: Stammen, least: Fraction
) -> Iterator[Competentiepaar]:
    theirs = list(second)
    for one in first:
        for other in theirs:
            shared = stems[one.code] & stems[other.code]
            if not shared:
                continue
            score = Fraction(2 * len(shared), len(stems[one.code]) + len(stems[other.code]))
            if score >= least:
                yield Competentiepaar(
                    eerste=one.code,
                    eerste_titel=one.titel,
                    eerste_tekststatus=one.tekststatus,
                    tweede=other.code,
                    tweede_titel=other.titel,
                    tweede_tekststatus=other.tekststatus,
                    grond="voorstel",
                    score=score,
                    gedeeld=tuple(sorted(shared)),
                )
