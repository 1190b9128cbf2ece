"""Workplaces for a trajectory: what branches cover, the fewest that cover all, pupils over branches."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from kwalificatiegraaf.domain.dekking import (
    Competentiedekking,
    Contextdekking,
    Dekking,
    Dekkingsvraag,
    Leerlingplaatsing,
    Leerlingverdeling,
    Leerlingvraag,
    Verdelingsdoel,
    Vestigingscombinatie,
)
from kwalificatiegraaf.domain.leerplaats import Leerplaatsschema
from kwalificatiegraaf.domain.opdrachtcontrole import require_known, require_unique
from kwalificatiegraaf.domain.taal import join_nl
from kwalificatiegraaf.domain.traject import Onderdeel, Traject
from kwalificatiegraaf.domain.werkplek import Vestiging, distance_km
from kwalificatiegraaf.errors import InvalidInput
from kwalificatiegraaf.planning.branches import Cover, Need, Offer, Placing, Pupil, Score, coverable
from kwalificatiegraaf.services.trajectory import load_trajectory
from kwalificatiegraaf.store.repository import Repository

REELE_WERKPLEK = "reele-werkplek"
MEEST_GENOEMD = 4


def cover(repository: Repository, vraag: Dekkingsvraag, day: date | None = None) -> Dekking:
    """Return what the asked branches cover of a stored trajectory, and the best combinations.

    A branch counts when its recognition for the course is valid on `day`. InvalidInput names an
    unknown branch or context, and a trajectory without a course.
    """
    found = _Coverage(repository, vraag, day or date.today())
    parts = found.competences()
    contexts = found.contexts()
    complete = all(part.gedekt_door for part in parts) and (contexts is None or contexts.genoeg)
    return Dekking(
        traject=found.traject.kader.code,
        titel=found.traject.kader.titel,
        opleiding=found.course,
        vestigingen=tuple(branch.code for branch in found.asked),
        volledig=complete,
        antwoord=_answer(found, parts, contexts),
        competenties=parts,
        contexten=contexts,
        combinatie=found.combination(),
        aanvulling=found.combination(fixed=True) if vraag.vestigingen and found.asked else None,
        verdeling=found.assignment() if vraag.leerlingen else None,
        meldingen=tuple(found.remarks()),
    )


@dataclass(frozen=True)
class _Coverage:
    """One question with what the graph says about it."""

    repository: Repository
    vraag: Dekkingsvraag
    day: date

    @cached_property
    def traject(self) -> Traject:
        return load_trajectory(self.repository, self.vraag.traject)

    @cached_property
    def course(self) -> str:
        course = self.traject.kader.opleiding
        if course is None:
            raise InvalidInput(
                f"traject {self.traject.kader.code} hoort bij geen opleiding van het register",
                place="traject",
                remedy="vestigingen worden per opleiding erkend; kies een traject van een opleiding",
            )
        return course

    @cached_property
    def branches(self) -> dict[str, Vestiging]:
        """All branches by code."""
        return {branch.code: branch for branch in self.repository.branches()}

    @cached_property
    def recognised(self) -> list[Vestiging]:
        """The branches that may train for the course on the day."""
        return [b for b in self.branches.values() if b.erkenning_for(self.course, self.day)]

    @cached_property
    def asked(self) -> list[Vestiging]:
        """The recognised branches among those that were asked, all of them when none was."""
        for code in self.vraag.vestigingen:
            require_known(code, self.branches, "vestiging", "vestigingen")
        if not self.vraag.vestigingen:
            return self.recognised
        return [branch for branch in self.recognised if branch.code in self.vraag.vestigingen]

    @cached_property
    def items(self) -> list[Onderdeel]:
        """The competences that the trajectory places at a real workplace."""
        placed = {row.onderdeel for row in self.traject.toewijzingen if row.leerplaats == REELE_WERKPLEK}
        return [i for i in self.traject.onderdelen if i.code in placed and i.soort == "beroepsgericht"]

    @cached_property
    def offers(self) -> dict[str, Offer]:
        """What every recognised branch offers for the course, by code."""
        taught = {
            one.code: one.competenties
            for one in self.repository.activities()
            if self.course in one.opleidingen
        }
        self._check_rooms()
        return {
            branch.code: Offer(
                branch.code,
                frozenset(c for code in branch.activiteiten for c in taught.get(code, ())),
                frozenset(branch.contexten),
                self._room(branch),
            )
            for branch in self.recognised
        }

    def _check_rooms(self) -> None:
        """Refuse capacities of a branch that does not exist, or for another number of periods."""
        periods = self.need.periods
        for code, given in self.vraag.capaciteiten.items():
            require_known(code, self.branches, "vestiging", "capaciteiten")
            if len(given) != periods:
                raise InvalidInput(
                    f"het aantal getallen is {len(given)}, en het aantal perioden {periods}",
                    place=f"capaciteiten.{code}",
                    remedy="geef een aantal leerlingen per periode",
                )

    def _room(self, branch: Vestiging) -> tuple[int, ...]:
        periods = self.need.periods
        given = self.vraag.capaciteiten.get(branch.code)
        if given is not None:
            return given
        recognition = branch.erkenning_for(self.course, self.day)
        known = recognition.capaciteit if recognition else None
        return (1 if known is None else known,) * periods

    @cached_property
    def need(self) -> Need:
        """The competences with their periods, and the rule on contexts."""
        numbers = [period.nummer for period in self.traject.kader.perioden]
        everywhere = tuple(range(len(numbers)))
        own = self._runs(numbers)
        runs = {
            item.code: own[item.code] if self.vraag.volgens_kalender else everywhere for item in self.items
        }
        rule = self.traject.kader.verplichte_context
        return Need(
            runs,
            rule.aantal if rule else 0,
            frozenset(rule.contexten if rule else ()),
            rule is not None and rule.regel == "exact",
            len(numbers),
        )

    def _runs(self, numbers: list[int]) -> dict[str, tuple[int, ...]]:
        """Return the positions of the periods in which a competence is at a real workplace."""
        found: dict[str, set[int]] = {}
        for row in self.traject.toewijzingen:
            if row.leerplaats == REELE_WERKPLEK:
                found.setdefault(row.onderdeel, set()).add(numbers.index(row.periode))
        return {code: tuple(sorted(run)) for code, run in found.items()}

    def title(self, code: str) -> str:
        """Return the name of a branch."""
        return self.branches[code].titel

    def competences(self) -> tuple[Competentiedekking, ...]:
        """Return every needed competence with who can teach it."""
        hours = self.traject.hours_by_onderdeel()
        schema = self.repository.places()
        return tuple(
            self._competence(item, schema).model_copy(update={"uren": hours[item.code][REELE_WERKPLEK]})
            for item in self.items
        )

    def _competence(self, item: Onderdeel, schema: Leerplaatsschema) -> Competentiedekking:
        able = [code for code, offer in self.offers.items() if item.code in offer.items]
        asked = {branch.code for branch in self.asked}
        others = [code for code in able if code not in asked]
        return Competentiedekking(
            onderdeel=item.code,
            titel=item.titel,
            uren=0,
            gedekt_door=tuple(code for code in able if code in asked),
            andere_vestigingen=tuple(c for c in others if not self.branches[c].is_sectorcentrum),
            sectorcentra=tuple(c for c in others if self.branches[c].is_sectorcentrum),
            andere_leerplaatsen=tuple(
                schema.get(place).label for place in item.leerplaatsen if place != REELE_WERKPLEK
            ),
            enige_vestiging=able[0] if len(able) == 1 else None,
        )

    def contexts(self) -> Contextdekking | None:
        """Return the rule on contexts against the asked branches; None without a rule."""
        rule = self.traject.kader.verplichte_context
        if rule is None:
            return None
        offered = {context for branch in self.asked for context in branch.contexten}
        covered = tuple(context for context in rule.contexten if context in offered)
        return Contextdekking(
            regel=rule.regel,
            aantal=rule.aantal,
            gedekt=covered,
            ontbreekt=tuple(context for context in rule.contexten if context not in offered),
            genoeg=len(covered) >= rule.aantal,
        )

    def combination(self, *, fixed: bool = False) -> Vestigingscombinatie:
        """Return the fewest branches that cover all; with `fixed` those that hold the asked ones."""
        kept = frozenset(branch.code for branch in self.asked) if fixed else frozenset[str]()
        distances = {b.code: distance_km(self.vraag.vanaf, b.punt) for b in self.recognised}
        offers = list(self.offers.values())
        from kwalificatiegraaf.planning.coverage import calendar_cover, smallest_cover

        find = calendar_cover if self.vraag.volgens_kalender else smallest_cover
        found = find(self.need, offers, fixed=kept, distances=distances if self.vraag.vanaf else None)
        hopeless = sorted(self.need.items.keys() - coverable(self.need, offers))
        return _combination(self, found, hopeless, distances, fixed=fixed)

    def assignment(self) -> Leerlingverdeling:
        """Return the pupils over the asked branches."""
        require_unique([one.merk for one in self.vraag.leerlingen], "leerling", "leerlingen")
        for number, one in enumerate(self.vraag.leerlingen):
            _check_contexts(one, self.need, f"leerlingen[{number}].contexten")
        pupils = [
            Pupil(
                one.merk,
                frozenset(one.contexten),
                {b.code: distance_km(one.vanaf, b.punt) for b in self.asked},
            )
            for one in self.vraag.leerlingen
        ]
        from kwalificatiegraaf.planning.coverage import assign

        found = assign(self.need, [self.offers[b.code] for b in self.asked], pupils)
        placings = tuple(
            _placed(one, frozenset(asked.contexten) or self.need.choices)
            for one, asked in zip(found.placings, self.vraag.leerlingen, strict=True)
        )
        goals = tuple(_goal(score) for score in found.scores)
        return Leerlingverdeling(plaatsingen=placings, doelen=goals, uitleg=_said(placings, found.scores))

    def remarks(self) -> Iterable[str]:
        """Yield which asked branches do not count, and what only a fiction can tell."""
        counted = {branch.code for branch in self.recognised}
        for code in dict.fromkeys((*self.vraag.vestigingen, *self.vraag.capaciteiten)):
            if code not in counted:
                yield (
                    f"{self.title(code)} ({code}) telt niet mee: op {self.day:%d-%m-%Y} niet erkend voor "
                    f"opleiding {self.course}"
                )
        if any("verzonnen" in branch.titel for branch in self.asked):
            yield "deze vestigingen zijn verzonnen, als voorbeeld"
        if not self.recognised:
            yield f"er is geen enkele vestiging erkend voor opleiding {self.course}"


def _answer(found: _Coverage, parts: Sequence[Competentiedekking], contexts: Contextdekking | None) -> str:
    covered = [part for part in parts if part.gedekt_door]
    who = join_nl([branch.titel for branch in found.asked[:MEEST_GENOEMD]]) or "geen enkele vestiging"
    if len(found.asked) > MEEST_GENOEMD:
        who = f"{len(found.asked)} erkende vestigingen"
    sentences = [
        f"Dit traject leert {len(parts)} competenties op een reële werkplek; "
        f"gedekt door {who}: {len(covered)}."
    ]
    sentences += [_uncovered(part) for part in parts if not part.gedekt_door]
    if contexts:
        sentences += _said_of_contexts(contexts)
    return " ".join(sentences)


def _said_of_contexts(contexts: Contextdekking) -> Iterator[str]:
    how = "precies" if contexts.regel == "exact" else "minstens"
    asked = f"Gevraagd zijn {how} {contexts.aantal} contexten, gedekt {len(contexts.gedekt)}"
    if not contexts.genoeg:
        yield f"{asked}; het ontbreekt aan {join_nl(list(contexts.ontbreekt))}."
    elif contexts.regel == "exact" and len(contexts.gedekt) > contexts.aantal:
        yield f"{asked}; elke leerling kiest er precies {contexts.aantal} uit."


def _check_contexts(one: Leerlingvraag, need: Need, place: str) -> None:
    """Refuse contexts that the rule does not know, and fewer than it asks."""
    for context in one.contexten:
        require_known(context, need.choices, "verplichte context", place)
    require_unique(one.contexten, "context", place)
    if one.contexten and len(one.contexten) < need.contexts:
        how = "precies" if need.exact else "minstens"
        raise InvalidInput(
            f"leerling {one.merk} noemt {len(one.contexten)} van de {how} {need.contexts} contexten "
            "die de regel vraagt",
            place=place,
            remedy=f"noem er {need.contexts} of meer uit {', '.join(sorted(need.choices))}, of geen",
        )


def _placed(one: Placing, choices: frozenset[str]) -> Leerlingplaatsing:
    return Leerlingplaatsing(
        merk=one.mark,
        vestigingen=one.branches,
        niet_gedekt=one.uncovered,
        contexten=one.contexts,
        contexten_tekort=one.short,
        ontbrekende_contexten=tuple(sorted(choices - {*one.contexts})) if one.short else (),
    )


def _uncovered(part: Competentiedekking) -> str:
    ways = []
    if part.andere_vestigingen:
        ways.append(f"bij een tweede werkplek ({', '.join(part.andere_vestigingen)})")
    if part.sectorcentra:
        ways.append(f"in een sectorcentrum ({', '.join(part.sectorcentra)})")
    if part.andere_leerplaatsen:
        ways.append(f"in {join_nl(list(part.andere_leerplaatsen))}")
    said = f"Niet gedekt is {part.titel} ({part.onderdeel})"
    return f"{said}; dat kan {', '.join(ways)}." if ways else f"{said}; dat kan nergens anders."


def _combination(
    found: _Coverage,
    cover: Cover,
    hopeless: list[str],
    distances: dict[str, int],
    *,
    fixed: bool,
) -> Vestigingscombinatie:
    names = join_nl([found.title(code) for code in cover.codes]) or "geen"
    what = "De kleinste aanvulling" if fixed else "De kleinste combinatie"
    if found.vraag.volgens_kalender:
        what += " voor wie de kalender volgt, in een periode bij één vestiging,"
    proof = "bewezen: met minder kan het niet" if cover.is_optimal else f"minstens {cover.count.bound} nodig"
    lost = f" Geen enkele vestiging kan {join_nl(hopeless)}." if hopeless else ""
    lost += "".join(_lost_to_calendar(cover))
    covers = "alles dekt wat te dekken is" if hopeless else "alles dekt"
    if cover.missed or cover.short:
        covers = "het meeste dekt"
    return Vestigingscombinatie(
        vestigingen=cover.codes,
        grens=cover.count.bound,
        status="optimaal" if cover.is_optimal else "haalbaar",
        kilometers=sum(distances[code] for code in cover.codes) if found.vraag.vanaf else None,
        niet_te_dekken=tuple(hopeless),
        buiten_kalender=cover.missed,
        contexten_tekort=cover.short,
        uitleg=f"{what} die {covers}, telt {len(cover.codes)} ({proof}): {names}.{lost}",
    )


def _lost_to_calendar(cover: Cover) -> Iterator[str]:
    if cover.missed:
        fits = "past" if len(cover.missed) == 1 else "passen"
        yield f" Volgens de kalender {fits} {join_nl(list(cover.missed))} er niet bij."
    if cover.short:
        lacks = "ontbreekt" if cover.short == 1 else "ontbreken"
        yield f" Aan de gevraagde contexten {lacks} er {cover.short}."


def _goal(score: Score) -> Verdelingsdoel:
    status = "optimaal" if score.is_optimal else "haalbaar"
    return Verdelingsdoel(naam=score.name, waarde=score.value, grens=score.bound, status=status)


def _said(placings: Sequence[Leerlingplaatsing], scores: Sequence[Score]) -> str:
    homeless = [one.merk for one in placings if None in one.vestigingen]
    lacking = [one.merk for one in placings if one.niet_gedekt]
    short = [f"{one.merk} ({one.contexten_tekort} tekort)" for one in placings if one.contexten_tekort]
    said = f"{len(placings)} {'leerling' if len(placings) == 1 else 'leerlingen'} verdeeld"
    if homeless:
        said += f"; zonder plaats in een of meer perioden: {join_nl(homeless)}"
    if lacking:
        said += f"; niet alles gedekt voor {join_nl(lacking)}"
    if short:
        said += f"; te weinig contexten voor {join_nl(short)}"
    proved = "bewezen optimaal" if all(score.is_optimal for score in scores) else "niet elk doel is bewezen"
    return f"{said} ({proved})."
