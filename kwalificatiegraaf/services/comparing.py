"""Two trajectories side by side, by the norms of Flanders and, to compare, of the Netherlands."""

from collections.abc import Iterable
from datetime import date

from kwalificatiegraaf.domain.toetsing import applies_to
from kwalificatiegraaf.domain.traject import Traject
from kwalificatiegraaf.domain.vergelijking import Kant, Vergelijking, compare
from kwalificatiegraaf.errors import InvalidInput
from kwalificatiegraaf.services.share_check import check_trajectory, known_applications
from kwalificatiegraaf.services.trajectory import find_accreditation, load_trajectory
from kwalificatiegraaf.store.repository import Repository

NEDERLAND = ("nl-bbl", "nl-bol")
"""Applications that every comparison shows beside the Flemish norms."""


def compare_trajectories(
    repository: Repository, first: str, second: str, day: date, applications: Iterable[str] = NEDERLAND
) -> Vergelijking:
    """Compare two stored trajectories on `day`, each by its code or the number of its course.

    NotFound for an unknown code; InvalidInput for the same trajectory twice or an unknown application.
    """
    wanted = known_applications(repository, applications)
    one, two = load_trajectory(repository, first), load_trajectory(repository, second)
    if one.kader.code == two.kader.code:
        raise InvalidInput(
            f"{first} en {second} zijn hetzelfde traject ({one.kader.code})",
            place="tweede",
            remedy="geef twee verschillende trajecten",
        )
    sides = [_side(repository, traject, day, wanted) for traject in (one, two)]
    return compare(sides[0], sides[1], repository.norms(), repository.places())


def _side(repository: Repository, traject: Traject, day: date, wanted: Iterable[str]) -> Kant:
    accreditation = find_accreditation(repository, traject.kader, day)
    binding = {norm.code for norm in repository.norms() if applies_to(norm, traject, accreditation, day)}
    return traject, check_trajectory(repository, traject, day, wanted), frozenset(binding)
