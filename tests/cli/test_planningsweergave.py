"""The answer to a planning problem as tables: what differs looks different."""

from fractions import Fraction
from io import StringIO

from rich.console import Console

from kwalificatiegraaf.cli.views.planning import answer_view
from kwalificatiegraaf.domain.planningsantwoord import Planningsantwoord
from kwalificatiegraaf.domain.planningsprobleem import Planningsprobleem


def shown(value: Fraction, bound: Fraction) -> str:
    problem = Planningsprobleem.model_validate(
        {"perioden": [{"code": "S1"}], "items": [{"code": "a", "grootte": 1}]}
    )
    goal = {"naam": "share n", "waarde": value, "grens": bound, "status": "toegelaten", "bewijs": "x"}
    answer = Planningsantwoord.model_validate(
        {
            "status": "toegelaten",
            "seconden": 1,
            "doelen": [goal],
            "plaatsingen": [{"item": "a", "periode": "S1", "hoeveelheid": 1}],
        }
    )
    console = Console(file=StringIO(), width=120)
    console.print(*answer_view(problem, answer))
    return console.file.getvalue()  # type: ignore[attr-defined]


def test_a_share_that_misses_its_bound_by_little_does_not_look_equal() -> None:
    text = shown(Fraction(48996, 100000), Fraction(49, 100))
    assert "48,996 %" in text or "49,00 %" in text
    assert text.count("49 %") == 1


def test_a_share_that_meets_its_bound_is_short() -> None:
    assert shown(Fraction(49, 100), Fraction(49, 100)).count("49 %") == 2
