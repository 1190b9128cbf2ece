"""What a frame says of its own origin, held against the trajectory of that code and the register."""

from collections.abc import Iterator

from kwalificatiegraaf.domain.bouwresultaat import Bevinding
from kwalificatiegraaf.domain.taal import join_nl
from kwalificatiegraaf.domain.traject import Trajectkader
from kwalificatiegraaf.errors import NotFound
from kwalificatiegraaf.services.trajectory import find_course
from kwalificatiegraaf.store.repository import Repository

EIGEN = ("titel", "opleiding", "erkenning", "leerweg", "kwalificaties", "verplichte_context", "zekerheid")
"""What no request changes of a stored trajectory; weeks, hours, norms and choices it may."""


def check_provenance(repository: Repository, kader: Trajectkader) -> Iterator[Bevinding]:
    """Yield what the graph has otherwise: course, accreditation, and what a stored trajectory is.

    A stored trajectory may come with other weeks or hours, but no line that it has not is certain.
    """
    yield from _course(repository, kader)
    stored = _stored(repository, kader)
    if stored is None:
        return
    for name in EIGEN:
        own, said = getattr(stored, name), getattr(kader, name)
        if said != own:
            yield _finding(f"{name} van {kader.code} is in de graaf {own}, gezegd is {said}")
    for line in kader.uurverdeling:
        if line.zekerheid != "aanname" and line not in stored.uurverdeling:
            yield _finding(f"'{line.vak}' heet {line.zekerheid}, maar zo staat die regel niet in de graaf")


def open_provenance(repository: Repository, kader: Trajectkader) -> Iterator[str]:
    """Yield in Dutch what the graph has otherwise and a request may change, or that it has no such frame."""
    stored = _stored(repository, kader)
    if stored is not None:
        names = type(kader).model_fields
        other = [n for n in names if n not in EIGEN and getattr(kader, n) != getattr(stored, n)]
        if other:
            yield f"in de graaf staat bij {kader.code} iets anders als {join_nl(other)}"
    elif {kader.zekerheid, *(line.zekerheid for line in kader.uurverdeling)} != {"aanname"}:
        yield f"herkomst en zekerheid van het kader: {kader.code} staat niet in de graaf"


def _course(repository: Repository, kader: Trajectkader) -> Iterator[Bevinding]:
    if kader.opleiding is None:
        if kader.erkenning is not None:
            yield _finding(f"erkenning {kader.erkenning} hoort bij geen opleiding")
        return
    try:
        course = find_course(repository, kader.opleiding)
    except NotFound as error:
        yield _finding(error.message)
        return
    known = [one.code for one in course.erkenningen]
    if kader.erkenning is not None and kader.erkenning not in known:
        yield _finding(f"{kader.erkenning} is geen erkenning van opleiding {kader.opleiding}")


def _stored(repository: Repository, kader: Trajectkader) -> Trajectkader | None:
    try:
        return repository.find_trajectory(kader.code)[0]
    except NotFound:
        return None


def _finding(text: str) -> Bevinding:
    return Bevinding(regel="herkomst", tekst=text)
