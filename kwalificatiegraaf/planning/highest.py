"""The highest value of a norm that a task allows, on its own basis and on the others, with its proof."""

from dataclasses import dataclass, field
from fractions import Fraction

from kwalificatiegraaf.domain.aandeel import BEREIKEN, measure
from kwalificatiegraaf.domain.norm import AANDEELGRONDSLAGEN, Bereik, Grondslag, Norm
from kwalificatiegraaf.domain.opdracht import Trajectopdracht
from kwalificatiegraaf.domain.traject import Toewijzing, Traject
from kwalificatiegraaf.domain.uitleg import Hoogste, Hoogsteplaats
from kwalificatiegraaf.planning.assemble import assemble
from kwalificatiegraaf.planning.explainwords import PROOFS
from kwalificatiegraaf.planning.goals import norm_goal
from kwalificatiegraaf.planning.model import TrajectModel
from kwalificatiegraaf.planning.norms import Form, form_of
from kwalificatiegraaf.planning.oracle import LIMIT, Oracle
from kwalificatiegraaf.planning.problem import Problem, problem_of
from kwalificatiegraaf.planning.search import Outcome, Search
from kwalificatiegraaf.planning.target import Codes, Target

EFFORT = 2.0
"""Deterministic time for all bases of a task (about seconds)."""
NOTHING: Codes = frozenset()


@dataclass
class Heights:
    """Finds the highest values of one task; what one basis gives is tried for the next.

    `effort` is deterministic time for all together: what is not reached then stays open.
    """

    opdracht: Trajectopdracht
    limit: float = LIMIT
    effort: float = EFFORT
    found: list[Traject] = field(default_factory=list)
    _told: dict[int, Hoogsteplaats] = field(default_factory=dict)
    """Where an allocation stands already, by its index in `found`."""

    def of(self, norm: Norm) -> tuple[Hoogste, ...]:
        """Return the highest value on the norm's own basis and scope, and for a share on all others.

        The task must have an allocation.
        """
        own = (norm.grondslag, norm.bereik)
        pairs = [(basis, scope) for basis in AANDEELGRONDSLAGEN for scope in BEREIKEN if basis != "weekuren"]
        others = pairs if own in pairs else []
        return tuple(
            self._highest(norm, basis, scope) for basis, scope in [own, *(p for p in others if p != own)]
        )

    def _highest(self, norm: Norm, basis: Grondslag, scope: Bereik) -> Hoogste:
        wanted = {
            "grondslag": basis,
            "bereik": scope,
            "operator": "minstens",
            "drempel": Fraction(0),
            "bovengrens": None,
        }
        top = norm.model_copy(update=wanted)
        own = (basis, scope) == (norm.grondslag, norm.bereik)
        bound = Oracle(Target(self.opdracht, top)).highest(NOTHING)
        if bound is None:
            value, limit, proof = None, None, "unknown"
        else:
            value, limit, proof = self._reach(top.model_copy(update={"drempel": bound}))
        rows, elsewhere = self._witness(top, value) if proof != "timetable" else ((), None)
        return Hoogste(
            grondslag=basis,
            bereik=scope,
            eigen_grondslag=own,
            waarde=value,
            grens=limit,
            status="optimaal" if value is not None and value == limit else "haalbaar",
            bewijs=PROOFS[proof],
            bereikt_met=rows,
            bereikt_zoals=elsewhere,
        )

    def _witness(
        self, norm: Norm, value: Fraction | None
    ) -> tuple[tuple[Toewijzing, ...], Hoogsteplaats | None]:
        """Return an allocation that was found with this value, or where one stands already."""
        numbers = [
            number
            for number, one in enumerate(self.found)
            if value is not None and self._value(one, norm) == value
        ]
        for number in numbers:
            if number in self._told:
                return (), self._told[number]
        for number in numbers[:1]:
            self._told[number] = Hoogsteplaats(norm=norm.code, grondslag=norm.grondslag, bereik=norm.bereik)
            return tuple(_bare(row) for row in self.found[number].toewijzingen), None
        return (), None

    def _reach(self, top: Norm) -> tuple[Fraction | None, Fraction, str]:
        """Return the best value found, the proved bound, and how; the first bound is the threshold."""
        problem = self._problem
        form = form_of(self.opdracht, problem, top)
        if form is None:
            return top.drempel, top.drempel, "timetable"
        values = [value for traject in self.found if (value := self._value(traject, top)) is not None]
        if top.drempel in values:
            return top.drempel, top.drempel, "sums"
        outcome = self._search(problem, form)
        if outcome is None:
            return None, top.drempel, "open"
        value = self._value(self.found[-1], top)
        if value == top.drempel:
            return value, top.drempel, "sums"
        bound = (form.low - outcome.bound) / form.scale if form.exact else top.drempel
        return value, bound, "search" if value == bound else "open"

    @property
    def _problem(self) -> Problem:
        return problem_of(self.opdracht)

    def _search(self, problem: Problem, form: Form) -> Outcome | None:
        """Return how near an allocation comes to the bound, and keep that allocation."""
        search = Search(TrajectModel(problem, (form,)))
        if self.effort <= 0:
            return None
        outcome = search.minimise(norm_goal(problem, form), min(self.limit, self.effort))
        self.effort -= search.spent
        if outcome is not None and search.answer is not None:
            self.found.append(assemble(self.opdracht, problem, (form,), search.answer.units))
        return outcome

    def _value(self, traject: Traject, norm: Norm) -> Fraction | None:
        share = measure(traject, self.opdracht.leerplaatsen, norm.grondslag, norm.bereik, norm.telt)
        return share.teller if norm.grondslag == "weekuren" else share.aandeel


def _bare(row: Toewijzing) -> Toewijzing:
    """Return a placement without its reasons: those of another aim prove nothing of a highest value."""
    return row.model_copy(update={"regel": None, "motivering": None})
