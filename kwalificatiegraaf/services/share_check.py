"""The share check: one trajectory, a trajectory of a request, or all at once."""

from collections.abc import Iterable
from datetime import date

from kwalificatiegraaf.domain.toetsing import Aandeelcontrole, check_share
from kwalificatiegraaf.domain.traject import Traject
from kwalificatiegraaf.errors import InvalidInput, suggest
from kwalificatiegraaf.services.trajectory import find_accreditation, load_trajectory
from kwalificatiegraaf.store.repository import Repository


def check_trajectory(
    repository: Repository, traject: Traject, day: date, compare: Iterable[str] = ()
) -> Aandeelcontrole:
    """Check any trajectory, stored or not, against the norms in force on `day`."""
    accreditation = find_accreditation(repository, traject.kader, day)
    return check_share(traject, repository.places(), repository.norms(), accreditation, day, compare)


def check_stored(
    repository: Repository, code: str, day: date, compare: Iterable[str] = ()
) -> Aandeelcontrole:
    """Check the stored trajectory with this code or of this course."""
    return check_trajectory(repository, load_trajectory(repository, code), day, compare)


def check_all(repository: Repository, day: date, compare: Iterable[str] = ()) -> tuple[Aandeelcontrole, ...]:
    """Check every stored trajectory, in order of code."""
    wanted = tuple(compare)
    return tuple(check_stored(repository, code, day, wanted) for code in repository.trajectory_codes())


def known_applications(repository: Repository, codes: Iterable[str]) -> tuple[str, ...]:
    """Return the applications (`nl-bbl`) to compare with; InvalidInput for one that no norm has."""
    known = sorted({code for norm in repository.norms() for code in norm.toepassing})
    wanted = tuple(codes)
    for code in wanted:
        if code not in known:
            raise InvalidInput(
                f"toepassing '{code}' bestaat niet{suggest(code, known)}",
                place="vergelijk",
                remedy=f"kies uit: {', '.join(known)}",
            )
    return wanted
