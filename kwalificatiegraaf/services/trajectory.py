"""Trajectories: put frame, competences and allocation together; build new ones."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from kwalificatiegraaf.domain.bouwresultaat import Bevinding, Bouwresultaat
from kwalificatiegraaf.domain.bouwvraag import Bouwvraag, frame_of, with_calendar
from kwalificatiegraaf.domain.competentie import Competentie
from kwalificatiegraaf.domain.leerplaats import Leerplaatsschema
from kwalificatiegraaf.domain.norm import Norm
from kwalificatiegraaf.domain.opdracht import Bouwgrenzen, Trajectopdracht
from kwalificatiegraaf.domain.opleiding import Opleiding, Opleidingserkenning
from kwalificatiegraaf.domain.taal import join_nl
from kwalificatiegraaf.domain.traject import Onderdeel, Traject, Trajectkader
from kwalificatiegraaf.errors import InvalidInput, NotFound, suggest
from kwalificatiegraaf.planning.checker import check
from kwalificatiegraaf.planning.progress import enter_phase
from kwalificatiegraaf.store.repository import Repository

LESPLAATS = "leslokaal"
"""Where general education is taught when the timetable does not say so."""

STREEFNORMEN = ("VL-STREEF-60", "VL-STREEF-60-TIJD")
"""The norms that a dual trajectory aims at when the request names none."""


def resolve_trajectory(repository: Repository, code: str) -> str:
    """Return the code of the trajectory with this code or of this course; else NotFound."""
    known = repository.trajectory_codes()
    if code in known:
        return code
    of_course = [c for c in known if repository.find_trajectory(c)[0].opleiding == code]
    if of_course:
        return of_course[0]
    if any(course.nummer == code for course in repository.courses()):
        raise NotFound("een standaardtraject van opleiding", code)
    raise NotFound("traject", code, known)


def find_course(repository: Repository, number: str) -> Opleiding:
    """Return the course with this number of the register; else NotFound."""
    for course in repository.courses():
        if course.nummer == number:
            return course
    raise NotFound("opleiding", number, [course.nummer for course in repository.courses()])


def find_accreditation(repository: Repository, frame: Trajectkader, day: date) -> Opleidingserkenning | None:
    """Return the accreditation that the frame names, else the one in force on `day`."""
    if frame.opleiding is None:
        return None
    course = find_course(repository, frame.opleiding)
    named = [a for a in course.erkenningen if a.code == frame.erkenning]
    return named[0] if named else course.erkenning_on(day)


def _item(competence: Competentie, schema: Leerplaatsschema) -> Onderdeel:
    leaves = [leaf for way in competence.leerplaatsen for leaf in schema.leaves_of(way.leerplaats)]
    return Onderdeel(
        code=competence.code,
        titel=competence.titel,
        soort="beroepsgericht",
        kwalificatie=competence.kwalificatie,
        gewicht=competence.gewicht,
        leerplaatsen=tuple(dict.fromkeys(leaves)),
        voorkennis=competence.voorkennis,
        tekststatus=competence.tekststatus,
    )


def _cluster(frame: Trajectkader, code: str, label: str) -> Onderdeel:
    lines = [line for line in frame.uurverdeling if line.cluster == code]
    weekly = sum((line.weekuren for line in lines), Fraction(0))
    places = [line.leerplaats or LESPLAATS for line in lines]
    return Onderdeel(
        code=code,
        titel=label,
        soort="algemeen",
        uren=weekly * frame.weken,
        leerplaatsen=tuple(dict.fromkeys(places)),
    )


def items_of(repository: Repository, frame: Trajectkader) -> tuple[Onderdeel, ...]:
    """Return the items of a frame: its clusters in order of the timetable, then all competences."""
    schema, labels = repository.places(), repository.clusters()
    used = dict.fromkeys(line.cluster for line in frame.uurverdeling if line.cluster)
    general = [_cluster(frame, code, labels.get(code, code)) for code in used]
    versions = [repository.find_version(code) for code in frame.kwalificaties]
    return (*general, *(_item(c, schema) for version in versions for c in version.competenties))


def load_trajectory(repository: Repository, code: str) -> Traject:
    """Return a stored trajectory by its code or the number of its course."""
    frame, placed = repository.find_trajectory(resolve_trajectory(repository, code))
    return Traject(kader=frame, onderdelen=items_of(repository, frame), toewijzingen=placed)


def select_norms(repository: Repository, codes: Sequence[str]) -> tuple[Norm, ...]:
    """Return the norms with these codes; an unknown one raises InvalidInput."""
    known = {norm.code: norm for norm in repository.norms()}
    for code in codes:
        if code not in known:
            raise InvalidInput(
                f"norm '{code}' bestaat niet{suggest(code, known)}",
                place="nastreeft",
                remedy=f"kies uit: {', '.join(sorted(known))}",
            )
    return tuple(known[code] for code in codes)


def make_task(
    repository: Repository, frame: Trajectkader, bounds: Bouwgrenzen | None = None
) -> Trajectopdracht:
    """Return the task of the builder for `frame`; InvalidInput names what is unsound."""
    items = items_of(repository, frame)
    if not any(item.soort == "beroepsgericht" for item in items):
        codes = ", ".join(frame.kwalificaties)
        raise InvalidInput(
            f"van {codes} is geen dossier met competenties in de graaf",
            place="kwalificaties",
            remedy="lees eerst het officiële dossier in met 'kwalificatiegraaf import vks-api'",
        )
    return Trajectopdracht(
        kader=frame,
        onderdelen=items,
        leerplaatsen=repository.places(),
        normen=select_norms(repository, frame.nastreeft),
        grenzen=bounds or Bouwgrenzen(),
    )


def build_frame(
    repository: Repository, frame: Trajectkader, bounds: Bouwgrenzen | None = None
) -> Bouwresultaat:
    """Allocate the hours of `frame`; Unreachable says what cannot be met."""
    from kwalificatiegraaf.planning.builder import build

    return build(make_task(repository, frame, bounds))


def verify(
    repository: Repository, traject: Traject, bounds: Bouwgrenzen | None = None
) -> tuple[Bevinding, ...]:
    """Return what the independent checker holds against a trajectory; nothing when it is sound."""
    enter_phase("narekenen")
    return check(make_task(repository, traject.kader, bounds), traject)


def frame_for(repository: Repository, vraag: Bouwvraag, day: date) -> Trajectkader:
    """Return the frame that a request asks for: its own timetable, or the stored one of the course."""
    if not vraag.has_timetable:
        return _stored_frame(repository, vraag)
    _check_clusters(repository, vraag)
    accreditation = None
    if vraag.opleiding:
        accreditation = find_course(repository, vraag.opleiding).erkenning_on(day)
    codes = vraag.kwalificaties or (accreditation.beroepskwalificaties if accreditation else ())
    if not codes:
        raise InvalidInput(
            "er is geen opleiding en geen kwalificatie gevraagd",
            place="kwalificaties",
            remedy="geef het nummer van een opleiding of een of meer codes zoals BK-0090-2",
        )
    _require_once(codes)
    aims = vraag.nastreeft if vraag.nastreeft is not None else _default_aims(vraag)
    asked = vraag.model_copy(update={"kwalificaties": codes, "nastreeft": aims})
    stored = _contexts(repository, vraag.opleiding)
    return frame_of(
        asked,
        repository.clusters(),
        context=stored.verplichte_context if stored else None,
        choices=stored.contextkeuzes if stored else (),
        accreditation=accreditation.code if accreditation else None,
    )


def _require_once(codes: Sequence[str]) -> None:
    """Raise InvalidInput for a qualification that is asked twice."""
    twice = sorted({code for code in codes if codes.count(code) > 1})
    if twice:
        raise InvalidInput(
            f"{join_nl(twice)} staat er meer dan een keer",
            place="kwalificaties",
            remedy="noem elke kwalificatie een keer",
        )


def _default_aims(vraag: Bouwvraag) -> tuple[str, ...]:
    return STREEFNORMEN if vraag.leerweg == "duaal" else ()


def _contexts(repository: Repository, course: str | None) -> Trajectkader | None:
    """Return the stored frame of the course, whose context choices hold for other hours too."""
    frames = [repository.find_trajectory(code)[0] for code in repository.trajectory_codes()]
    return next((frame for frame in frames if course and frame.opleiding == course), None)


def _check_clusters(repository: Repository, vraag: Bouwvraag) -> None:
    known = repository.clusters()
    for code in vraag.algemene_vorming:
        if code not in known:
            raise InvalidInput(
                f"cluster '{code}' bestaat niet{suggest(code, known)}",
                place="algemene_vorming",
                remedy=f"kies uit: {', '.join(sorted(known))}",
            )


ONLY_WITH_HOURS = ("algemene_vorming", "jaren", "weken_per_jaar", "perioden")
"""Fields of a request to build that say nothing of a stored timetable."""


def _stored_frame(repository: Repository, vraag: Bouwvraag) -> Trajectkader:
    if vraag.opleiding is None:
        raise InvalidInput(
            "er zijn geen uren gevraagd",
            place="werkplekuren",
            remedy="geef uren per week voor werkplek en school, of het nummer van een opleiding",
        )
    for field in ONLY_WITH_HOURS:
        if getattr(vraag, field):
            raise InvalidInput(
                "zonder eigen uren per week telt de bewaarde lessentabel van de opleiding, met haar weken",
                place=field,
                remedy="geef ook uren per week voor werkplek en school, of laat dit weg",
            )
    frame, _ = repository.find_trajectory(resolve_trajectory(repository, vraag.opleiding))
    dated = with_calendar(vraag, frame)
    if vraag.nastreeft is None:
        return dated
    return dated.model_copy(update={"nastreeft": vraag.nastreeft})
