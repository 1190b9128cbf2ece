"""What an explanation or a plan of repairs says of its norm, held against the norm and against itself."""

from collections.abc import Iterator
from fractions import Fraction

from kwalificatiegraaf.domain.aandeel import BEREIKEN
from kwalificatiegraaf.domain.bouwresultaat import Bevinding
from kwalificatiegraaf.domain.herstel import Herstelplan
from kwalificatiegraaf.domain.norm import AANDEELGRONDSLAGEN, Norm
from kwalificatiegraaf.domain.uitleg import Uitleg

WITHOUT_REPAIRS = ("niet nodig", "onmogelijk", "onbepaald")
"""Statuses of a plan that has no repairs."""


def check_explanation(norm: Norm, claim: Uitleg, *, highest: Fraction | None) -> Iterator[Bevinding]:
    """Yield what the norm does not say, and a status that the values of the explanation contradict.

    `highest` is the most by counting alone (None when that tells nothing).
    """
    if claim.status == "onbepaald" and highest is not None:
        yield _wrong("status", norm, f"heet onbepaald, maar is te meten: hoogstens {highest} kan")
    yield from _of_norm(norm, claim)
    if claim.bereik != norm.bereik:
        yield _wrong("norm", norm, f"geldt voor {norm.bereik}, gezegd is {claim.bereik}")
    yield from _readings(norm, claim)
    for one in claim.hoogste:
        optimal = one.waarde is not None and one.waarde == one.grens
        if optimal != (one.status == "optimaal"):
            reading = f"{one.grondslag}, {one.bereik}"
            yield _wrong(
                "status", norm, f"heet {one.status} op {reading}, met {one.waarde} en grens {one.grens}"
            )
    yield from _reached(norm, claim, highest)
    own = claim.hoogst_mogelijk
    if own and own.waarde is not None and norm.operator in ("minstens", "groter-dan"):
        yield from _status(norm, claim, own.waarde)
    if claim.status == "geblokkeerd" and not (claim.blokkeringen or claim.begrensd):
        yield _wrong("status", norm, "heet geblokkeerd, zonder een enkele blokkering")


def _reached(norm: Norm, claim: Uitleg, highest: Fraction | None) -> Iterator[Bevinding]:
    """Yield where what is reached passes the most that can be, or is not judged as the norm judges it."""
    reached, own = claim.bereikt, claim.hoogst_mogelijk
    bounds = [bound for bound in (own.grens if own else None, highest) if bound is not None]
    if reached is not None and bounds and reached > min(bounds):
        yield _wrong("bereikt", norm, f"zou {reached} bereiken, maar hoogstens {min(bounds)} kan")
    judged = "onbepaald" if reached is None else "gehaald" if norm.is_met_by(reached) else "niet gehaald"
    if claim.oordeel != judged and not (reached is None and claim.oordeel is None):
        yield _wrong("oordeel", norm, f"is {judged} met {reached}, gezegd is {claim.oordeel}")
    if claim.status == "geblokkeerd" and claim.oordeel == "gehaald":
        yield _wrong("oordeel", norm, "heet geblokkeerd, en toch gehaald")
    if claim.status == "onmogelijk":
        yield _wrong("status", norm, "heet onmogelijk, maar dat kan enkel van het kader gezegd worden")


def check_frame(claim: Uitleg, *, exists: bool, is_alone: bool) -> Iterator[Bevinding]:
    """Yield what an explanation that there is no allocation at all contradicts.

    `exists` says that there is one, `is_alone` that nothing else is explained.
    """
    yield from _without_norm(claim, "bereik", "bereikt", "oordeel")
    faults = (
        (claim.status not in ("onmogelijk", "onbekend"), f"heet {claim.status}"),
        (not is_alone, "staat naast de uitleg van een norm"),
        (bool(claim.hoogste), "heeft een hoogste waarde"),
        (exists and claim.status == "onmogelijk", "heet onmogelijk, maar er is een verdeling"),
        (
            claim.status == "onmogelijk" and not (claim.blokkeringen or claim.begrensd),
            "heet onmogelijk, zonder een enkele blokkering",
        ),
    )
    for is_wrong, text in faults:
        if is_wrong:
            yield Bevinding(regel="status", tekst=f"de uitleg van het kader zelf {text}")


def _without_norm(claim: Uitleg | Herstelplan, *more: str) -> Iterator[Bevinding]:
    """Yield the fields that only a norm can fill, of what is said of the frame itself."""
    for name in ("grondslag", "drempel", *more):
        if getattr(claim, name) is not None:
            text = f"van het kader zelf is er geen {name}, gezegd is {getattr(claim, name)}"
            yield Bevinding(regel=name, tekst=text)


def check_frame_plan(claim: Herstelplan, *, exists: bool) -> Iterator[Bevinding]:
    """Yield what repairs of the frame itself contradict; `exists` says that it has an allocation as it is."""
    yield from _without_norm(claim)
    faults = (
        (claim.status in ("niet nodig", "onbepaald"), f"heet {claim.status}"),
        (exists, "herstelt wat al kan: er is een verdeling"),
        (claim.status == "onmogelijk" and bool(claim.herstellingen), "heet onmogelijk, met herstellingen"),
        (claim.status == "bewezen" and not claim.herstellingen, "heet bewezen, zonder herstelling"),
    )
    for is_wrong, text in faults:
        if is_wrong:
            yield Bevinding(regel="status", tekst=f"het plan voor het kader zelf {text}")


def _readings(norm: Norm, claim: Uitleg) -> Iterator[Bevinding]:
    """Yield where there is not one highest value per reading: the norm's own, and every other of a share."""
    own = (norm.grondslag, norm.bereik)
    shares = [(basis, scope) for basis in AANDEELGRONDSLAGEN for scope in BEREIKEN if basis != "weekuren"]
    wanted = {own, *shares} if own in shares else {own}
    told = [(one.grondslag, one.bereik) for one in claim.hoogste]
    for basis, scope in sorted(wanted | set(told)) if claim.status != "onbepaald" else told:
        count = told.count((basis, scope))
        asked = claim.status != "onbepaald" and (basis, scope) in wanted
        if count != asked:
            yield _wrong("hoogste", norm, f"heeft {count} keer een hoogste waarde op {basis}, {scope}")
    for one in claim.hoogste:
        if one.eigen_grondslag != ((one.grondslag, one.bereik) == own):
            yield _wrong("hoogste", norm, f"leest {one.grondslag}, {one.bereik} niet zoals gezegd")
        if one.bereikt_met and one.bereikt_zoals:
            yield _wrong("hoogste", norm, f"brengt twee verdelingen mee op {one.grondslag}, {one.bereik}")


def _status(norm: Norm, claim: Uitleg, highest: Fraction) -> Iterator[Bevinding]:
    met = norm.is_met_by(highest)
    if claim.status == "haalbaar" and not met:
        yield _wrong("status", norm, f"heet haalbaar, maar hoogstens {highest} kan")
    if claim.status == "geblokkeerd" and met:
        yield _wrong("status", norm, f"heet geblokkeerd, maar {highest} kan")
    if claim.status != "geblokkeerd" and claim.blokkeringen:
        yield _wrong("status", norm, f"heet {claim.status}, met blokkeringen")


def check_plan(
    norm: Norm, claim: Herstelplan, *, is_met: bool, highest: Fraction | None
) -> Iterator[Bevinding]:
    """Yield what the norm does not say, and a status that does not fit the repairs or the trajectory.

    `is_met` says whether the trajectory meets the norm as it is, `highest` the most without a change by
    counting alone (None when that tells nothing).
    """
    yield from _of_norm(norm, claim)
    if claim.status in WITHOUT_REPAIRS and claim.herstellingen:
        yield _wrong("status", norm, f"heet {claim.status}, met herstellingen")
    if claim.status == "bewezen" and not claim.herstellingen:
        yield _wrong("status", norm, "heet bewezen, zonder herstelling")
    if is_met and claim.status != "niet nodig":
        yield _wrong("status", norm, f"is al gehaald, en het plan heet {claim.status}")
    if claim.status == "niet nodig" and highest is not None and not norm.is_met_by(highest):
        yield _wrong("status", norm, f"vraagt een herstelling: zonder wijziging kan hoogstens {highest}")


def _of_norm(norm: Norm, claim: Uitleg | Herstelplan) -> Iterator[Bevinding]:
    for what, said, own in (
        ("drempel", claim.drempel, norm.drempel),
        ("grondslag", claim.grondslag, norm.grondslag),
        ("titel", claim.titel, norm.label),
    ):
        if said != own:
            yield Bevinding(regel=what, tekst=f"{norm.code}: {own}, gezegd is {said}")


def _wrong(rule: str, norm: Norm, text: str) -> Bevinding:
    return Bevinding(regel=rule, tekst=f"{norm.code} {text}")
