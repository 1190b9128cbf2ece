"""What if: apply a change to a trajectory, redo what must be redone, and answer with the difference."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from importlib import import_module

from kwalificatiegraaf.domain.bouwresultaat import Bevinding
from kwalificatiegraaf.domain.opdracht import Trajectopdracht
from kwalificatiegraaf.domain.opleiding import Opleidingserkenning
from kwalificatiegraaf.domain.taal import format_number, join_nl
from kwalificatiegraaf.domain.toetsing import Aandeelcontrole, check_share
from kwalificatiegraaf.domain.traject import Traject, Trajectkader, Uurverdeling
from kwalificatiegraaf.domain.watals import Aanpassing, Toetsverschil, Uitweg, Verschil
from kwalificatiegraaf.errors import InvalidInput, Unreachable
from kwalificatiegraaf.planning.checker import check
from kwalificatiegraaf.planning.frame import require_room
from kwalificatiegraaf.planning.progress import enter_phase
from kwalificatiegraaf.services.difference import compare_checks, describe, moved_items
from kwalificatiegraaf.services.patching import Patched, apply_patch
from kwalificatiegraaf.services.trajectory import find_accreditation, load_trajectory
from kwalificatiegraaf.store.repository import Repository

VOORKENNIS = "voorkennis"
"""The rule under which the checker reports a broken prerequisite."""

VARIANTEN = "varianten"
"""The name of a list of variants, in what is refused of one."""

STAP = Fraction(1)
"""Weekly hours by which a way out shifts, one step at a time."""

MEESTE_POGINGEN = 3
"""How many shifts with room enough are tried in full, for the calendar can stand in the way too."""


@dataclass(frozen=True)
class _Start:
    """The trajectory as it is, with its check, shared by all variants."""

    traject: Traject
    accreditation: Opleidingserkenning | None
    controle: Aandeelcontrole
    day: date

    def check(self, patched: Patched, traject: Traject) -> Aandeelcontrole:
        return check_share(traject, patched.schema, patched.all_norms, self.accreditation, self.day)


def what_if(repository: Repository, code: str, patch: Aanpassing, day: date | None = None) -> Verschil:
    """Return what the change does to the stored trajectory with this code or of this course."""
    traject = load_trajectory(repository, code)
    return _variant(_start(repository, traject, day), apply_patch(repository, traject, patch), patch)


def what_if_all(
    repository: Repository,
    code: str,
    patches: Sequence[Aanpassing],
    day: date | None = None,
    place: str = VARIANTEN,
) -> tuple[Verschil, ...]:
    """Return the difference of every variant, each on its own; nothing is saved.

    InvalidInput names the variant (a member of `place`) and what it speaks of that the trajectory does
    not have. A change that cannot be made is an answer and no error.
    """
    return what_if_of(repository, load_trajectory(repository, code), patches, day, place)


def what_if_of(
    repository: Repository,
    traject: Traject,
    patches: Iterable[Aanpassing],
    day: date | None = None,
    place: str = VARIANTEN,
) -> tuple[Verschil, ...]:
    """Return the same for a trajectory that need not be stored."""
    start = _start(repository, traject, day)
    found = []
    for number, patch in enumerate(patches):
        enter_phase(f"aanpassing {number + 1} narekenen")
        with _member_of(place, number):
            found.append(_variant(start, apply_patch(repository, traject, patch), patch))
    return tuple(found)


@contextmanager
def _member_of(place: str, number: int) -> Iterator[None]:
    """Say of what is refused which variant it stands in."""
    try:
        yield
    except (InvalidInput, Unreachable) as error:
        error.place = ".".join(filter(None, (f"{place}[{number}]", error.place)))
        raise


def _start(repository: Repository, traject: Traject, day: date | None) -> _Start:
    day = day or date.today()
    accreditation = find_accreditation(repository, traject.kader, day)
    before = check_share(traject, repository.places(), repository.norms(), accreditation, day)
    return _Start(traject, accreditation, before, day)


def load_libraries() -> None:
    """Import the solver and what networks need, half a second of work, before the first question for them."""
    import_module("networkx")
    import_module("kwalificatiegraaf.planning.nearest")


def _variant(start: _Start, patched: Patched, patch: Aanpassing) -> Verschil:
    if patched.homeless:
        return _impossible(start, patch, [_homeless_reason(patched)])
    task = patched.task()
    kept = _kept(start, task)
    findings = check(task, kept)
    if patch.alleen_toets or (not findings and _as_good(start, patched, kept)):
        return _difference(start, patched, patch, kept, findings, redone=False)
    try:
        from kwalificatiegraaf.planning.nearest import rebuild_near

        built = rebuild_near(task, start.traject.toewijzingen)
    except Unreachable as error:
        way = _way_out(start, patched) if _touches_places(patch) else None
        return _impossible(start, patch, [_sentence(error.message), *_remedies(error, way)], way)
    return _difference(start, patched, patch, built, check(task, built), redone=True)


def _kept(start: _Start, task: Trajectopdracht) -> Traject:
    """Return the present allocation in the changed frame, without what no longer exists."""
    items = {item.code for item in task.onderdelen}
    periods = {period.nummer for period in task.kader.perioden}
    placed = tuple(
        row for row in start.traject.toewijzingen if row.onderdeel in items and row.periode in periods
    )
    return Traject(kader=task.kader, onderdelen=task.onderdelen, toewijzingen=placed)


def _as_good(start: _Start, patched: Patched, kept: Traject) -> bool:
    """Whether the kept allocation meets every norm that the trajectory aims at and met before."""
    met = {t.norm for t in start.controle.toetsen if t.eigen_grondslag and t.oordeel == "gehaald"}
    now = {t.norm for t in start.check(patched, kept).toetsen if t.eigen_grondslag and t.oordeel == "gehaald"}
    return all(norm.code in now for norm in patched.norms if norm.code in met)


def _difference(
    start: _Start,
    patched: Patched,
    patch: Aanpassing,
    after: Traject,
    findings: tuple[Bevinding, ...],
    *,
    redone: bool,
) -> Verschil:
    controle = start.check(patched, after)
    checks = compare_checks(start.controle, controle)
    moves = moved_items(start.traject, after, patch, patched.without)
    answer = describe(start.controle, controle, moves, checks)
    if not redone:
        answer = " ".join([answer, *_of_old_hours(start, after, checks)])
    if findings:
        count = f"{len(findings)} {'fout' if len(findings) == 1 else 'fouten'}"
        first = _sentence(findings[0].tekst)
        answer = f"De bestaande verdeling past niet meer: {count}. {first} {answer}"
    return Verschil(
        traject=start.traject.kader.code,
        titel=start.traject.kader.titel,
        aanpassing=patch,
        haalbaar=not findings,
        herrekend="verdeling" if redone else "toets",
        antwoord=answer,
        redenen=tuple(finding.tekst for finding in findings[:5]),
        toetsen=checks,
        overeenkomst_voor=start.controle.overeenkomst,
        overeenkomst_na=controle.overeenkomst,
        verplaatst=moves,
        verbroken_voorkennis=tuple(f for f in findings if f.regel == VOORKENNIS),
        bevindingen=findings,
        meldingen=(*_added(start, patched), *_dropped(patched), *_unchecked(patch, controle)),
    )


def _of_old_hours(start: _Start, after: Traject, checks: Iterable[Toetsverschil]) -> Iterator[str]:
    """Yield which norms count the hours of an allocation that has not those of the changed timetable."""
    codes = [one.norm for one in checks if one.eigen_grondslag and one.grondslag == "uren"]
    before, now = (_hours_at_work_and_all(frame) for frame in (start.traject.kader, after.kader))
    if codes and before != now:
        yield f"Voor {join_nl(codes)} tellen nog de uren van de oude verdeling, niet de nieuwe uren per week."


def _hours_at_work_and_all(frame: Trajectkader) -> tuple[Fraction, Fraction]:
    return frame.weekuren(component="werkplek") * frame.weken, frame.weekuren() * frame.weken


def _added(start: _Start, patched: Patched) -> Iterable[str]:
    """Yield the lines that the timetable did not have: they come on top of the others."""
    before = {(line.vak, line.component) for line in start.traject.kader.uurverdeling}
    for line in patched.frame.uurverdeling:
        if (line.vak, line.component) not in before:
            hours = f"{format_number(line.weekuren)} uur per week"
            yield f"de lessentabel krijgt er een regel bij, boven op de andere: {line.vak}, {hours}"


def _unchecked(patch: Aanpassing, controle: Aandeelcontrole) -> Iterable[str]:
    """Yield the norms that got another threshold and do not bind this trajectory."""
    checked = {toets.norm for toets in controle.toetsen}
    for code in patch.normen:
        if code not in checked:
            yield f"norm {code} geldt hier niet op die dag: haar andere drempel verandert niets"


def _dropped(patched: Patched) -> Iterable[str]:
    codes = {item.code for item in patched.items}
    for item in patched.items:
        gone = sorted(set(item.voorkennis) - codes)
        if gone:
            yield f"voorkennis {join_nl(gone)} van {item.code} zit niet in dit traject"


def _homeless_reason(patched: Patched) -> str:
    names = join_nl([f"{item.titel} ({item.code})" for item in patched.homeless])
    verb = "kan" if len(patched.homeless) == 1 else "kunnen"
    return (
        f"{names} {verb} dan nergens meer geleerd worden: het dossier noemt geen andere plaats. "
        "Zoek een tweede werkplek, of laat het dossier een andere plaats toe."
    )


def _impossible(
    start: _Start, patch: Aanpassing, reasons: Sequence[str], way: Uitweg | None = None
) -> Verschil:
    tail = [way.uitleg] if way else []
    return Verschil(
        traject=start.traject.kader.code,
        titel=start.traject.kader.titel,
        aanpassing=patch,
        haalbaar=False,
        herrekend="geen",
        antwoord=" ".join(["Dat kan niet met deze lessentabel.", *reasons, *tail]),
        redenen=tuple(reasons),
        overeenkomst_voor=start.controle.overeenkomst,
        uitweg=way,
    )


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


def _remedies(error: Unreachable, way: Uitweg | None) -> list[str]:
    return [] if way or not error.remedy else [_sentence(error.remedy)]


def _touches_places(patch: Aanpassing) -> bool:
    return bool(patch.zonder_werkplek or patch.zonder_activiteit or patch.leerplaatsen)


def _way_out(start: _Start, patched: Patched) -> Uitweg | None:
    """Return the least shift of weekly hours to school with which the change can be made."""
    shift, tries = STAP, 0
    while tries < MEESTE_POGINGEN and (frame := _shifted(patched.frame, shift)) is not None:
        task = replace(patched, frame=frame).task()
        try:
            require_room(task)
            tries += 1
            from kwalificatiegraaf.planning.nearest import rebuild_near

            built = rebuild_near(task, start.traject.toewijzingen)
        except Unreachable:
            shift += STAP
            continue
        return _as_way_out(start, patched, built, shift)
    return None


def _shifted(frame: Trajectkader, shift: Fraction) -> Trajectkader | None:
    """Return the frame with hours of its largest workplace line at school, None when that has too few."""
    at_work = [line for line in frame.uurverdeling if line.component == "werkplek" and not line.cluster]
    at_school = [line for line in frame.uurverdeling if line.component == "school" and not line.cluster]
    if not at_work or not at_school:
        return None
    giver = max(at_work, key=lambda line: line.weekuren)
    taker = max(at_school, key=lambda line: line.weekuren)
    if giver.weekuren <= shift:
        return None
    changed = {id(giver): giver.weekuren - shift, id(taker): taker.weekuren + shift}
    return frame.model_copy(
        update={"uurverdeling": tuple(_at(line, changed.get(id(line))) for line in frame.uurverdeling)}
    )


def _at(line: Uurverdeling, hours: Fraction | None) -> Uurverdeling:
    return line if hours is None else line.model_copy(update={"weekuren": hours, "zekerheid": "aanname"})


def _as_way_out(start: _Start, patched: Patched, built: Traject, shift: Fraction) -> Uitweg:
    controle = start.check(patched, built)
    checks = compare_checks(start.controle, controle)
    school = built.kader.weekuren(component="school")
    work = built.kader.weekuren(component="werkplek")
    moves = moved_items(start.traject, built, Aanpassing())
    elsewhere = [move.onderdeel for move in moves if move.wijziging == "plaats"]
    said = (
        f"Het kan wel met {format_number(shift)} uur per week meer beroepsgerichte vorming op school en "
        f"evenveel minder op de werkplek ({format_number(school)} uur school, {format_number(work)} uur "
        f"werkplek); dan worden {join_nl(elsewhere) or 'geen competenties'} elders geleerd."
    )
    return Uitweg(
        verschoven_uren=shift,
        weekuren_school=school,
        weekuren_werkplek=work,
        toetsen=checks,
        overeenkomst=controle.overeenkomst,
        uitleg=f"{said} {describe(start.controle, controle, (), checks).partition('. ')[2]}",
    )
