"""All trajectories in one go, over the cores of the machine: each answer is that of building it alone.

A task goes to a process without the store, and an answer comes back; the order is that of the codes.
"""

import os
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from datetime import date
from multiprocessing import get_context

from kwalificatiegraaf.domain.bouwresultaat import Bevinding, Bouwresultaat
from kwalificatiegraaf.domain.bouwvraag import Bouwvraag
from kwalificatiegraaf.domain.opdracht import Trajectopdracht
from kwalificatiegraaf.errors import KwalificatiegraafError, NotFound
from kwalificatiegraaf.planning.checker import check
from kwalificatiegraaf.services.trajectory import frame_for, make_task
from kwalificatiegraaf.store.repository import Repository

Advance = Callable[[int, int], None]
"""Told how many of how many are done."""


@dataclass(frozen=True)
class Fault:
    """An error in words, that can travel between processes."""

    detail: str
    plaats: str | None = None
    remedie: str | None = None


@dataclass(frozen=True)
class Built:
    """A trajectory as built and checked, or why there is none."""

    resultaat: Bouwresultaat | None = None
    bevindingen: tuple[Bevinding, ...] = ()
    fout: Fault | None = None

    @property
    def is_sound(self) -> bool:
        """Whether it is built and the checker has nothing against it."""
        return self.resultaat is not None and not self.bevindingen


def complete_trajectories(repository: Repository) -> tuple[str, ...]:
    """Return the codes of the stored trajectories of whose qualifications every dossier is there."""
    codes = sorted(repository.trajectory_codes())
    frames = {code: repository.find_trajectory(code)[0] for code in codes}
    return tuple(
        code for code in codes if all(_has_dossier(repository, one) for one in frames[code].kwalificaties)
    )


def _has_dossier(repository: Repository, code: str) -> bool:
    try:
        return bool(repository.find_version(code).competenties)
    except NotFound:
        return False


def without_timetable(repository: Repository, day: date) -> tuple[str, ...]:
    """Return the courses in force whose dossiers are complete but of which no timetable is stored."""
    frames = [repository.find_trajectory(code)[0] for code in repository.trajectory_codes()]
    known = {frame.opleiding for frame in frames}
    rest = [course for course in repository.courses() if course.nummer not in known]
    accredited = [(course.nummer, course.erkenning_on(day)) for course in rest]
    return tuple(
        number
        for number, accreditation in accredited
        if accreditation
        and accreditation.beroepskwalificaties
        and all(_has_dossier(repository, one) for one in accreditation.beroepskwalificaties)
    )


def build_all(
    repository: Repository,
    vraag: Bouwvraag,
    day: date,
    advance: Advance = lambda done, total: None,
    workers: int | None = None,
) -> dict[str, Built]:
    """Build every complete trajectory as `vraag` asks (calendar, norms), and return them by code.

    An error in one is kept with it and stops no other. `workers` is one process per core when not given;
    with 1 everything runs here.
    """
    found: dict[str, Built] = {}
    tasks: dict[str, Trajectopdracht] = {}
    for code in complete_trajectories(repository):
        try:
            frame = frame_for(repository, vraag.model_copy(update={"opleiding": code}), day)
            tasks[code] = make_task(repository, frame)
        except KwalificatiegraafError as error:
            found[code] = Built(fout=_fault(error))
    total = len(found) + len(tasks)
    for code, built in _solved(tasks, min(workers or cores(), len(tasks))):
        found[code] = built
        advance(len(found), total)
    return dict(sorted(found.items()))


def cores() -> int:
    """Return the cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _solved(tasks: Mapping[str, Trajectopdracht], workers: int) -> Iterator[tuple[str, Built]]:
    """Yield the answers as they come; the largest tasks start first, so that none is left for the end."""
    ordered = sorted(tasks, key=lambda code: (-len(tasks[code].competenties), code))
    if workers <= 1:
        yield from ((code, built_and_checked(tasks[code])) for code in ordered)
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        waiting = {pool.submit(built_and_checked, tasks[code]): code for code in ordered}
        try:
            for done in as_completed(waiting):
                yield waiting[done], _result(done)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _result(done: "Future[Built]") -> Built:
    try:
        return done.result()
    except BrokenProcessPool:
        remedy = "probeer opnieuw, of bouw dit traject apart met --opleiding"
        return Built(fout=Fault("het proces dat dit traject bouwde, is gestopt", remedie=remedy))


def built_and_checked(task: Trajectopdracht) -> Built:
    """Build a task and have the independent checker look at it; an error becomes a fault."""
    try:
        from kwalificatiegraaf.planning.builder import build

        result = build(task)
    except KwalificatiegraafError as error:
        return Built(fout=_fault(error))
    return Built(result, check(task, result.traject))


def _fault(error: KwalificatiegraafError) -> Fault:
    return Fault(error.message, error.place, error.remedy)
