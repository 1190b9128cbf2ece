"""Checking a trajectory, an explanation or repairs again without a solver, from what the file itself says."""

from collections.abc import Iterable, Iterator, Sequence

from rdflib import Graph

from kwalificatiegraaf.domain.bouwresultaat import Bevinding, Bouwresultaat
from kwalificatiegraaf.domain.feit import Feit
from kwalificatiegraaf.domain.herstel import Herstelplan, Trajectherstel
from kwalificatiegraaf.domain.narekening import Narekening
from kwalificatiegraaf.domain.nazicht import Hoogstecontrole, Nazicht, Setcontrole, Uitlegnazicht
from kwalificatiegraaf.domain.norm import Norm
from kwalificatiegraaf.domain.opdracht import Trajectopdracht
from kwalificatiegraaf.domain.toetsing import own_verdict, per_week
from kwalificatiegraaf.domain.traject import Traject
from kwalificatiegraaf.domain.uitleg import Hoogste, Hoogsteplaats, Trajectuitleg, Uitleg
from kwalificatiegraaf.domain.wijzigen import with_both_components
from kwalificatiegraaf.planning.checkblocking import check_blocking, check_repair
from kwalificatiegraaf.planning.checkclaims import (
    check_explanation,
    check_frame,
    check_frame_plan,
    check_plan,
)
from kwalificatiegraaf.planning.checkhighest import (
    check_highest,
    has_allocation,
    highest_by_counting,
    witness_of,
)
from kwalificatiegraaf.planning.facts import facts_of
from kwalificatiegraaf.services.explaining import laws_of, task_of
from kwalificatiegraaf.services.proof import recheck
from kwalificatiegraaf.services.trajectory import select_norms
from kwalificatiegraaf.store.repository import Repository


def recheck_any(
    repository: Repository, claim: Bouwresultaat | Trajectuitleg | Trajectherstel, graph: Graph | None = None
) -> Narekening | Uitlegnazicht:
    """Check a claim of any kind; the task of an explanation is that of the request it carries.

    `graph` is the proof graph that it was read from, which says more than the claim.
    """
    if isinstance(claim, Bouwresultaat):
        return recheck(repository, claim, graph=graph)
    return _Rechecker(repository, claim).checked()


class _Rechecker:
    """Checks one explanation, or the repairs of one trajectory."""

    def __init__(self, repository: Repository, claim: Trajectuitleg | Trajectherstel) -> None:
        self.repository = repository
        self.claim = claim
        self.task, stored = task_of(repository, claim.vraag, claim.datum)
        unchanged = None if claim.vraag.is_changed else stored
        self.allocated = unchanged if unchanged and unchanged.toewijzingen else None
        self.binding = laws_of(repository, self.task, unchanged, claim.datum)
        self.laws = select_norms(repository, claim.wetten)
        self.facts = _facts(self.task, self.laws)

    def checked(self) -> Uitlegnazicht:
        """Return what was found of the laws and of every set."""
        return Uitlegnazicht(
            traject=self.claim.traject,
            bevindingen=(*self._subject(), *self._laws(), *self._figures()),
            hoogste=tuple(self._highest()),
            sets=tuple(self._sets()),
            niet_nagerekend=tuple(self._left_open()),
        )

    def _laws(self) -> Iterator[Bevinding]:
        """Yield the laws that the trajectory meets and the claim leaves out, and norms that are no law."""
        for law in self.binding:
            if law.code not in self.claim.wetten:
                yield Bevinding(regel="wet", tekst=f"{law.code} bindt dit traject, maar staat er niet bij")
        for norm in self.laws:
            if norm.aard != "wet":
                yield Bevinding(regel="wet", tekst=f"{norm.code} is geen wet")

    def _subject(self) -> Iterator[Bevinding]:
        """Yield what the claim says of its trajectory and its request does not: name, norms, room."""
        claim, kader = self.claim, self.task.kader
        for what, said, own in (
            ("traject", claim.traject, kader.code),
            ("titel", claim.titel, kader.titel),
            ("zekerheid", claim.zekerheid, kader.zekerheid),
        ):
            if said != own:
                yield Bevinding(regel=what, tekst=f"{what}: de vraag gaat over {own}, gezegd is {said}")
        told = [one.norm for one in self._told]
        for norm in self.task.normen if None not in told else ():
            if told.count(norm.code) != 1:
                yield Bevinding(regel="norm", tekst=f"{norm.code} staat er {told.count(norm.code)} keer")
        if any(one.ruimte != claim.vraag.ruimte for one in self._told):
            yield Bevinding(regel="ruimte", tekst="de speelruimte is niet die van de vraag")

    @property
    def _told(self) -> Sequence[Uitleg | Herstelplan]:
        return self.claim.uitleg if isinstance(self.claim, Trajectuitleg) else self.claim.plannen

    def _figures(self) -> Iterator[Bevinding]:
        """Yield what contradicts the norm, the claim itself or the trajectory."""
        norms = {norm.code: norm for norm in self.task.normen}
        for one in self._told:
            norm = norms.get(one.norm or "")
            if one.norm is None:
                exists = has_allocation(self.task, self.facts)
                if isinstance(one, Uitleg):
                    yield from check_frame(one, exists=exists, is_alone=len(self._told) == 1)
                else:
                    yield from check_frame_plan(one, exists=exists)
            if norm is None:
                continue
            highest = highest_by_counting(self.task, norm, self.facts)
            if isinstance(one, Uitleg):
                yield from check_explanation(norm, one, highest=highest)
                if self.allocated:
                    yield from self._reached(one, norm, self.allocated)
            else:
                yield from check_plan(norm, one, is_met=self._meets(norm), highest=highest)

    def _meets(self, norm: Norm) -> bool:
        if self.allocated is None:
            return False
        return own_verdict(norm, self.allocated, self.task.leerplaatsen).oordeel == "gehaald"

    def _reached(self, one: Uitleg, norm: Norm, traject: Traject) -> Iterator[Bevinding]:
        found = own_verdict(norm, traject, self.task.leerplaatsen)
        if (one.bereikt, one.oordeel) != (found.waarde, found.oordeel):
            yield Bevinding(
                regel="bereikt",
                tekst=f"het traject bereikt {found.waarde} voor {norm.code} ({found.oordeel}), "
                f"gezegd is {one.bereikt} ({one.oordeel})",
            )

    def _highest(self) -> Iterator[Hoogstecontrole]:
        """Yield the check of every highest value, with the allocation that it brings or refers to."""
        norms = {norm.code: norm for norm in self.task.normen}
        brought = {
            _place(one, claim): witness_of(self.task, claim.bereikt_met)
            for one, claim in self._claims()
            if claim.bereikt_met
        }
        for one, claim in self._claims():
            if norm := norms.get(one.norm or ""):
                found = brought.get(claim.bereikt_zoals or _place(one, claim))
                yield check_highest(self.task, norm, claim, self.facts, self.allocated, found)

    def _claims(self) -> Iterator[tuple[Uitleg, Hoogste]]:
        for one in self.claim.uitleg if isinstance(self.claim, Trajectuitleg) else ():
            for claim in one.hoogste if one.norm else ():
                yield one, claim

    def _sets(self) -> Iterator[Setcontrole]:
        if isinstance(self.claim, Trajectuitleg):
            yield from self._blocking(self.claim)
        else:
            yield from self._repairs(self.claim)

    def _blocking(self, claim: Trajectuitleg) -> Iterator[Setcontrole]:
        for one in claim.uitleg:
            for number, blocking in enumerate(one.blokkeringen, start=1):
                norm = self._norm(one.norm)
                found = check_blocking(self.task, norm, one.ruimte, blocking, self.laws)
                false = tuple(self._false_facts(blocking.feiten))
                yield Setcontrole(
                    soort="blokkering",
                    norm=one.norm,
                    nummer=number,
                    codes=tuple(fact.code for fact in blocking.feiten),
                    nazicht=found.model_copy(update={"bevindingen": (*false, *found.bevindingen)}),
                )

    def _repairs(self, claim: Trajectherstel) -> Iterator[Setcontrole]:
        for plan in claim.plannen:
            for number, one in enumerate(plan.herstellingen, start=1):
                found = check_repair(self.task, self._norm(plan.norm), self.laws, one)
                yield Setcontrole(
                    soort="herstelling",
                    norm=plan.norm,
                    nummer=number,
                    codes=one.kost.codes,
                    nazicht=Nazicht(nagerekend=True, bevindingen=found),
                )

    def _norm(self, code: str | None) -> Norm | None:
        if code is None:
            return None
        return per_week(select_norms(self.repository, [code])[0], self.task.kader)

    def _false_facts(self, facts: Iterable[Feit]) -> Iterator[Bevinding]:
        for fact in facts:
            if self.facts.get(fact.code) != fact:
                yield Bevinding(regel="feit", tekst=f"{fact.code} is geen feit van dit traject: '{fact.zin}'")

    def _left_open(self) -> Iterator[str]:
        if isinstance(self.claim, Trajectuitleg):
            yield "of er nog andere blokkeringen zijn, en het hoogste bij een blokkering van een norm op uren"
            if not self.allocated:
                yield "wat bereikt is: de verdeling zelf staat niet in dit bestand"
        else:
            yield "of het met minder of kleinere wijzigingen kan: dat steunt op de oplosser"
        yield "de zinnen: lees wat hier nagerekend is, niet wat ze zeggen"


def _place(one: Uitleg, claim: Hoogste) -> Hoogsteplaats:
    return Hoogsteplaats(norm=one.norm or "", grondslag=claim.grondslag, bereik=claim.bereik)


def _facts(task: Trajectopdracht, laws: Sequence[Norm]) -> dict[str, Feit]:
    whole = task.model_copy(update={"kader": with_both_components(task.kader)})
    return {fact.code: fact for fact in facts_of(whole, laws)}
