"""The overlap of two qualifications: confirmed, proposed, and what remains of the second."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from fractions import Fraction

from kwalificatiegraaf.domain.competentie import Competentie
from kwalificatiegraaf.domain.kwalificatie import Beroepskwalificatie
from kwalificatiegraaf.domain.overlap import (
    GELIJK,
    ONDERGRENS,
    Competentiepaar,
    Overlap,
    Restcompetentie,
    Verkorting,
)
from kwalificatiegraaf.domain.traject import Traject
from kwalificatiegraaf.errors import InvalidInput
from kwalificatiegraaf.resources import internal_query
from kwalificatiegraaf.services.likeness import propose
from kwalificatiegraaf.services.pace import pace_without
from kwalificatiegraaf.services.trajectory import load_trajectory
from kwalificatiegraaf.services.versions import require_dossier
from kwalificatiegraaf.store.mapping.codecs import local_code
from kwalificatiegraaf.store.repository import Repository


def overlap_of(
    repository: Repository,
    first: str,
    second: str,
    *,
    least: Fraction = ONDERGRENS,
    count_proposals: bool = False,
    hours: Fraction | None = None,
) -> Overlap:
    """Return what remains of `second` for who has `first`.

    `least` is the smallest score of a proposal that is shown; proposals count only with
    `count_proposals`. `hours` are the vocational hours to shorten beside those of the standard
    trajectories. NotFound for an unknown code; InvalidInput for the same code twice, a version without
    competences, or a number out of range.
    """
    _check(first, second, least, hours)
    mine, theirs = require_dossier(repository, first), require_dossier(repository, second)
    confirmed = _confirmed(repository, mine, theirs)
    equal = tuple(pair for pair in confirmed if pair.verbandtype == GELIJK)
    settled = {code for pair in equal for code in (pair.eerste, pair.tweede)}
    related = {(pair.eerste, pair.tweede) for pair in confirmed}
    found = propose(_without(mine, settled), _without(theirs, settled), least)
    proposed = tuple(pair for pair in found if (pair.eerste, pair.tweede) not in related)
    counted = (*equal, *proposed) if count_proposals else equal
    rest = _without(theirs, {pair.tweede for pair in counted})
    missing = tuple(one.code for one in theirs.competenties if one.gewicht is None)
    part = None if missing else _weight(rest) / _weight(theirs.competenties)
    return Overlap(
        eerste=mine.code,
        eerste_titel=mine.titel,
        tweede=theirs.code,
        tweede_titel=theirs.titel,
        aantal=len(theirs.competenties),
        gelijk=equal,
        verwant=tuple(pair for pair in confirmed if pair.verbandtype != GELIJK),
        voorstellen=proposed,
        ondergrens=least,
        voorstellen_geteld=count_proposals,
        resterend=_rest(rest, None if missing else _weight(theirs.competenties)),
        resterend_deel=part,
        ontbreekt=missing,
        verkortingen=tuple(
            _shortened(repository, (first, second), part, hours, {pair.tweede for pair in counted})
        ),
    )


def _check(first: str, second: str, least: Fraction, hours: Fraction | None) -> None:
    if first == second:
        raise InvalidInput(
            f"{first} overlapt helemaal met zichzelf", place="tweede", remedy="geef twee verschillende codes"
        )
    if not 0 <= least <= 1:
        raise InvalidInput(
            f"een score van {float(least):g} bestaat niet",
            place="ondergrens",
            remedy="geef een getal van 0 tot 1, zoals 0.4",
        )
    if hours is not None and hours <= 0:
        raise InvalidInput("de uren zijn niet groter dan 0", place="uren", remedy="geef uren boven 0")


def _without(version: Beroepskwalificatie, codes: set[str]) -> list[Competentie]:
    return [one for one in version.competenties if one.code not in codes]


def _weight(competences: Iterable[Competentie]) -> Fraction:
    return sum((Fraction(one.gewicht or 0) for one in competences), Fraction(0))


def _rest(found: Iterable[Competentie], total: Fraction | None) -> tuple[Restcompetentie, ...]:
    return tuple(
        Restcompetentie(
            competentie=one.code,
            titel=one.titel,
            gewicht=one.gewicht,
            tekststatus=one.tekststatus,
            deel=None if total is None else Fraction(one.gewicht or 0) / total,
        )
        for one in found
    )


def _confirmed(
    repository: Repository, mine: Beroepskwalificatie, theirs: Beroepskwalificatie
) -> tuple[Competentiepaar, ...]:
    """Return the relations that a person confirmed between the two, whichever way they were written."""
    own = {one.code: one for one in mine.competenties}
    other = {one.code: one for one in theirs.competenties}
    found = set()
    for row in repository.store.select(internal_query("lijsten/verbanden.rq")):
        one, two, kind = str(row["eerste"]), str(row["tweede"]), local_code(row["type"])
        found |= {(a, b, kind) for a, b in ((one, two), (two, one)) if a in own and b in other}
    return tuple(
        Competentiepaar(
            eerste=one,
            eerste_titel=own[one].titel,
            eerste_tekststatus=own[one].tekststatus,
            tweede=two,
            tweede_titel=other[two].titel,
            tweede_tekststatus=other[two].tekststatus,
            grond="bevestigd verband",
            verbandtype=kind,
        )
        for one, two, kind in sorted(found, key=lambda pair: (pair[1], pair[0], pair[2]))
    )


def _shortened(
    repository: Repository,
    pair: tuple[str, str],
    part: Fraction | None,
    hours: Fraction | None,
    learned: Collection[str],
) -> Iterator[Verkorting]:
    for name in repository.trajectory_codes():
        if pair[1] in repository.find_trajectory(name)[0].kwalificaties:
            yield _shorten(repository, load_trajectory(repository, name), pair, part, learned)
    if hours is not None:
        yield Verkorting(
            traject=None,
            titel="gevraagde uren",
            leerweg=None,
            uren=hours,
            resterende_uren=None if part is None else hours * part,
            weken=None,
            resterende_weken=None,
        )


def _shorten(
    repository: Repository,
    traject: Traject,
    pair: tuple[str, str],
    part: Fraction | None,
    learned: Collection[str],
) -> Verkorting:
    first, second = pair
    frame = traject.kader
    hours = _hours_for(traject, [item.code for item in traject.onderdelen if item.kwalificatie == second])
    done = {item.code for item in traject.onderdelen if item.kwalificatie == first or item.code in learned}
    pace = pace_without(traject, done, repository.places())
    weeks = sum(pace.weeks(period) for period in frame.perioden) if traject.toewijzingen else None
    return Verkorting(
        traject=frame.code,
        titel=frame.titel,
        leerweg=frame.leerweg,
        uren=hours,
        resterende_uren=None if part is None else hours * part,
        weken=frame.weken,
        resterende_weken=weeks,
    )


def _hours_for(traject: Traject, items: Sequence[str]) -> Fraction:
    table = traject.hours_by_onderdeel()
    return sum((hours for item in items for hours in table[item].values()), Fraction(0))
