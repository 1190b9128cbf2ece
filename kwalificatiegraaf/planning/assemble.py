"""From an answer in units to a trajectory with its reasons, without the objectives of the builder."""

from collections.abc import Sequence

from kwalificatiegraaf.domain.opdracht import Trajectopdracht
from kwalificatiegraaf.domain.traject import Traject
from kwalificatiegraaf.planning.norms import Form
from kwalificatiegraaf.planning.problem import Problem, Units
from kwalificatiegraaf.planning.reasons import Reasoner
from kwalificatiegraaf.planning.timetable import general_placements


def assemble(opdracht: Trajectopdracht, problem: Problem, forms: Sequence[Form], units: Units) -> Traject:
    """Return the trajectory of an answer, its placements in order of item, period and place."""
    placed = [*general_placements(opdracht), *Reasoner(opdracht, problem, forms, units).placements()]
    return Traject(
        kader=opdracht.kader,
        onderdelen=opdracht.onderdelen,
        toewijzingen=tuple(sorted(placed, key=lambda p: (p.onderdeel, p.periode, p.leerplaats))),
    )
