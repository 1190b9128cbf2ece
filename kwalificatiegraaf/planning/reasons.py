"""Why a competence has hours at a place in a period: the rule, and one Dutch sentence with its facts."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from kwalificatiegraaf.domain.leerplaats import Leerplaats
from kwalificatiegraaf.domain.opdracht import Trajectopdracht
from kwalificatiegraaf.domain.taal import format_number, join_nl
from kwalificatiegraaf.domain.traject import Onderdeel, Toewijzing
from kwalificatiegraaf.planning.norms import Form
from kwalificatiegraaf.planning.problem import Problem, Supply, Units
from kwalificatiegraaf.planning.reasonwords import Regel


@dataclass(frozen=True)
class _Placing:
    """One item at one place: its units there, in all periods and in one."""

    index: int
    place: str
    period: int
    units: int


class Reasoner:
    """Turns an answer into placements with rule and sentence."""

    def __init__(
        self, opdracht: Trajectopdracht, problem: Problem, forms: Sequence[Form], units: Units
    ) -> None:
        self.opdracht = opdracht
        self.problem = problem
        self.forms = forms
        self.units = units
        self.by_code = {item.code: item for item in opdracht.competenties}
        self.runs = {
            index: sorted({t for i, _, t in units if i == index}) for index in range(len(problem.items))
        }

    def placements(self) -> list[Toewijzing]:
        """Return the placements of the answer, in order of item, period and place."""
        cells = sorted(self.units, key=lambda cell: (cell[0], cell[2], cell[1]))
        return [self._placement(_Placing(*cell, self.units[cell])) for cell in cells]

    def _placement(self, placing: _Placing) -> Toewijzing:
        item = self._item(placing)
        rule, why = self._rule(placing)
        period = self.opdracht.kader.perioden[placing.period]
        hours = self._hours(placing.units)
        return Toewijzing(
            onderdeel=item.code,
            leerplaats=placing.place,
            periode=period.nummer,
            uren=placing.units * self.problem.grain,
            regel=rule,
            motivering=(
                f"{item.titel} ({item.code}) krijgt {hours} {self._where(placing.place)} "
                f"in periode {period.nummer} ({period.label}): {why}, en {self._when(placing)}."
            ),
        )

    def _item(self, placing: _Placing) -> Onderdeel:
        return self.by_code[self.problem.items[placing.index].code]

    def _hours(self, units: int) -> str:
        return f"{format_number(units * self.problem.grain)} uur"

    def _place(self, code: str) -> Leerplaats:
        return self.opdracht.leerplaatsen.get(code)

    def _where(self, code: str) -> str:
        place = self._place(code)
        article = "het" if place.label.endswith("lokaal") else "de"
        return f"{'in' if place.component == 'school' else 'op'} {article} {place.label}"

    def _supply(self, code: str) -> Supply:
        return next(supply for supply in self.problem.supplies if code in supply.leaves)

    def _spent(self, index: int, place: str) -> int:
        return sum(amount for (i, p, _), amount in self.units.items() if (i, p) == (index, place))

    def _usable(self, index: int) -> list[str]:
        item = self.problem.items[index]
        return [place for place, most in zip(item.places, item.most, strict=True) if most]

    def _rule(self, placing: _Placing) -> tuple[Regel, str]:
        """Return the first rule that holds, and the clause that says it of this placing."""
        item, grenzen = self._item(placing), self.opdracht.grenzen
        fixed = any(p.onderdeel == item.code and p.leerplaats == placing.place for p in grenzen.vast)
        if fixed:
            return "vastgelegd", "de opdracht legt die plaats vast"
        if len(self._usable(placing.index)) == 1:
            return "enige-plaats", self._only_place(placing, item)
        least = [d for d in grenzen.delen if (d.onderdeel, d.leerplaats) == (item.code, placing.place)]
        if least and least[0].minstens > 0:
            return "deelgrens", f"minstens {_part(least[0].minstens)} van de competentie moet daar"
        preferred = self._usable(placing.index)[0]
        if placing.place == preferred:
            return "voorkeursplaats", self._preferred(placing)
        return self._displaced(placing, preferred)

    def _only_place(self, placing: _Placing, item: Onderdeel) -> str:
        others = [place for place in item.leerplaatsen if place != placing.place]
        if not others:
            return "het is de enige plaats waar deze competentie geleerd kan worden"
        labels = join_nl([self._place(place).label for place in others])
        return f"van haar plaatsen is dit de enige die open is (niet: {labels})"

    def _preferred(self, placing: _Placing) -> str:
        size = self.problem.items[placing.index].size
        spent = self._spent(placing.index, placing.place)
        if spent == size:
            return "het is haar voorkeursplaats"
        return f"het is haar voorkeursplaats, met {self._hours(spent)} van de {self._hours(size)}"

    def _displaced(self, placing: _Placing, preferred: str) -> tuple[Regel, str]:
        where = self._place(preferred).label
        for form in self.forms:
            if self._misses_more(form, placing, preferred):
                return "streefnorm", (
                    f"de voorkeursplaats is {where}, maar daar zouden deze uren niet meetellen "
                    f"voor {form.norm.label} ({form.norm.code})"
                )
        here, there = self._supply(placing.place), self._supply(preferred)
        size, spent = self.problem.items[placing.index].size, self._spent(placing.index, placing.place)
        if spent < size:
            return "verdeling", (
                f"de competentie is verdeeld ({self._hours(spent)} van de {self._hours(size)} hier), zodat "
                f"de {self._hours(here.total)} van {here.name} precies ingevuld zijn"
            )
        return "componenturen", (
            f"de voorkeursplaats is {where}, maar de {self._hours(there.total)} van {there.name} gaan naar "
            f"andere competenties en de {self._hours(here.total)} van {here.name} moeten ingevuld zijn"
        )

    def _misses_more(self, form: Form, placing: _Placing, preferred: str) -> bool:
        """Whether moving all hours of the item at this place to the preferred one would cost the norm."""
        if placing.place not in form.counted or preferred in form.counted:
            return False
        moved: dict[tuple[int, str, int], int] = {}
        for (i, place, t), amount in self.units.items():
            target = preferred if (i, place) == (placing.index, placing.place) else place
            moved[i, target, t] = moved.get((i, target, t), 0) + amount
        now = form.missing(form.evaluate(self.problem, self.units))
        return form.missing(form.evaluate(self.problem, moved)) > now

    def _when(self, placing: _Placing) -> str:
        """Return the clause on the period: fixed, after or before others, or by balance."""
        item, run = self._item(placing), self.runs[placing.index]
        if any(p.onderdeel == item.code and p.periode is not None for p in self.opdracht.grenzen.vast):
            return "de periode ligt vast"
        if len(run) > 1:
            numbers = [self.problem.periods[t].number for t in run]
            return f"ze loopt van periode {numbers[0]} tot en met periode {numbers[-1]}"
        before = [earlier for earlier, later, _ in self.problem.order if later == placing.index]
        if before:
            return f"ze komt na {self._named(before)}"
        after = [later for earlier, later, _ in self.problem.order if earlier == placing.index]
        if after:
            return f"ze komt voor {self._named(after)}, waarvan ze voorkennis is"
        return f"zo telt die periode {self._weekly_load(placing.period)} uur per week"

    def _named(self, indices: Sequence[int]) -> str:
        codes = [self.problem.items[index].code for index in sorted(set(indices))]
        spans = {self.problem.items[i].code: self.problem.periods[self.runs[i][-1]].number for i in indices}
        return join_nl([f"{code} (periode {spans[code]})" for code in codes])

    def _weekly_load(self, period: int) -> str:
        units = sum(amount for (_, _, t), amount in self.units.items() if t == period)
        found = self.problem.periods[period]
        return format_number((units + found.general) * self.problem.grain / found.weeks)


def _part(part: Fraction) -> str:
    return f"{part.numerator}/{part.denominator}"
