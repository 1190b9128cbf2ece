"""Why a trajectory misses a norm, and the smallest changes that reach it; nothing is saved."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kwalificatiegraaf.domain.herstel import Trajectherstel
from kwalificatiegraaf.domain.norm import Norm
from kwalificatiegraaf.domain.opdracht import Trajectopdracht
from kwalificatiegraaf.domain.opleiding import Opleidingserkenning
from kwalificatiegraaf.domain.toetsing import applies_to, per_week, verdicts_of
from kwalificatiegraaf.domain.traject import Traject
from kwalificatiegraaf.domain.uitleg import Trajectuitleg
from kwalificatiegraaf.domain.uitlegvraag import Uitlegvraag
from kwalificatiegraaf.errors import InvalidInput, Unreachable
from kwalificatiegraaf.services.patching import apply_patch
from kwalificatiegraaf.services.trajectory import find_accreditation, frame_for, load_trajectory
from kwalificatiegraaf.store.repository import Repository


@dataclass(frozen=True)
class _Subject:
    """The task that is asked about, a trajectory of it where there is one, and the laws that it meets."""

    task: Trajectopdracht
    traject: Traject | None
    wetten: tuple[Norm, ...]
    day: date
    vraag: Uitlegvraag

    def said(self) -> dict[str, object]:
        """Return what every answer says about its trajectory."""
        kader = self.task.kader
        return {
            "traject": kader.code,
            "titel": kader.titel,
            "datum": self.day,
            "vraag": self.vraag,
            "zekerheid": kader.zekerheid,
            "wetten": tuple(norm.code for norm in self.wetten),
            "meldingen": tuple(self._remarks()),
        }

    def _remarks(self) -> Iterator[str]:
        """Yield which norms are not in force on the day."""
        for norm in self.task.normen:
            if not norm.is_valid_on(self.day):
                yield f"{norm.code} is niet van kracht op {self.day:%d-%m-%Y}"


def explain_trajectory(repository: Repository, vraag: Uitlegvraag, day: date | None = None) -> Trajectuitleg:
    """Return per norm what is reached, the most that can be and what forbids more.

    When no allocation exists at all, the only explanation is that of the frame. InvalidInput names what
    the request speaks of and does not exist.
    """
    from kwalificatiegraaf.planning.explain import explain

    about = _subject(repository, vraag, day or date.today())
    found = explain(about.task, about.task.normen, about.wetten, vraag.ruimte, about.traject)
    return Trajectuitleg.model_validate({**about.said(), "uitleg": found})


def repair_trajectory(repository: Repository, vraag: Uitlegvraag, day: date | None = None) -> Trajectherstel:
    """Return per norm the smallest changes that reach it, each accepted by the checker; laws stay."""
    from kwalificatiegraaf.planning.repair import repair_all

    about = _subject(repository, vraag, day or date.today())
    found = repair_all(about.task, about.task.normen, about.wetten, vraag.ruimte)
    return Trajectherstel.model_validate({**about.said(), "plannen": found})


def _subject(repository: Repository, vraag: Uitlegvraag, day: date) -> _Subject:
    task, stored = task_of(repository, vraag, day)
    if not task.normen:
        raise InvalidInput(
            f"{task.kader.code} streeft geen norm na",
            place="nastreeft",
            remedy="noem de norm die uitgelegd moet worden, zoals VL-STREEF-60",
        )
    traject = stored if stored and stored.toewijzingen and not vraag.is_changed else _built(task)
    return _Subject(task, traject, laws_of(repository, task, traject, day), day, vraag)


def task_of(repository: Repository, vraag: Uitlegvraag, day: date) -> tuple[Trajectopdracht, Traject | None]:
    """Return the task that a request speaks of, and the stored trajectory before its changes.

    Norms on hours a year are put in hours a week, in which timetables are written.
    """
    stored = load_trajectory(repository, vraag.traject) if vraag.traject else None
    frame = stored.kader if stored else frame_for(repository, vraag, day)
    base = stored or Traject(kader=frame, onderdelen=())
    try:
        task = apply_patch(repository, base, vraag.aanpassing()).task()
    except InvalidInput as error:
        error.place = error.place and vraag.field_of(error.place)
        raise
    weekly = tuple(per_week(norm, task.kader) for norm in task.normen)
    return task.model_copy(update={"normen": weekly}), stored


def _built(task: Trajectopdracht) -> Traject | None:
    """Return a trajectory that comes as near to the norms as can be, with no other aim."""
    from kwalificatiegraaf.planning.builder import build

    bounds = task.grenzen.model_copy(update={"doelen": ("normen",)})
    try:
        return build(task.model_copy(update={"grenzen": bounds})).traject
    except Unreachable:
        return None


def laws_of(
    repository: Repository, task: Trajectopdracht, traject: Traject | None, day: date
) -> tuple[Norm, ...]:
    """Return the norms of law on weekly hours that bind the trajectory and that it meets now."""
    known = traject or Traject(kader=task.kader, onderdelen=task.onderdelen)
    accreditation = find_accreditation(repository, task.kader, day)
    return tuple(
        norm
        for norm in sorted(repository.norms(), key=lambda norm: norm.code)
        if _is_law(norm, known, accreditation, day) and norm not in task.normen
        if verdicts_of(norm, known, task.leerplaatsen)[0].oordeel == "gehaald"
    )


def _is_law(norm: Norm, traject: Traject, accreditation: Opleidingserkenning | None, day: date) -> bool:
    weekly = norm.aard == "wet" and norm.grondslag == "weekuren"
    return weekly and applies_to(norm, traject, accreditation, day)
