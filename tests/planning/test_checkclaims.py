"""What an explanation or a plan says of its norm is refused where it contradicts the norm or itself."""

from fractions import Fraction

import pytest

from kwalificatiegraaf.domain.feit import Speelruimte
from kwalificatiegraaf.domain.uitleg import Uitleg
from kwalificatiegraaf.planning.builder import build
from kwalificatiegraaf.planning.checkblocking import check_blocking, check_repair
from kwalificatiegraaf.planning.checkclaims import check_explanation, check_frame, check_frame_plan
from kwalificatiegraaf.planning.explain import explain
from kwalificatiegraaf.planning.repair import repair_all
from tests.domain.voorbeelden import STREEF
from tests.planning.opdrachten import LES, PRAKTIJK, WERK, competentie, opdracht

HALF = Fraction(1, 2)
BLOCKED = opdracht(
    competentie(1, LES),
    competentie(2, PRAKTIJK),
    *(competentie(n, WERK, LES, gewicht=3) for n in (3, 4)),
    werk=3,
    normen=(STREEF,),
)
"""Two of four competences can only be learned in class: at most half, where more than 60 % is asked."""
IMPOSSIBLE = opdracht(competentie(1, LES), competentie(2, LES), normen=(STREEF,))
"""Nothing can be learned at the workplace, which has hours."""


@pytest.fixture(scope="module")
def blocked() -> Uitleg:
    (found,) = explain(BLOCKED, (STREEF,), (), None, build(BLOCKED).traject)
    return found


@pytest.mark.parametrize(
    ("fields", "rules"),
    [
        ({}, []),
        ({"bereikt": None, "oordeel": None}, []),
        ({"bereikt": Fraction(4, 5), "oordeel": "gehaald"}, ["bereikt", "oordeel"]),
        ({"oordeel": "gehaald"}, ["oordeel", "oordeel"]),
        ({"oordeel": "onbepaald"}, ["oordeel"]),
        ({"oordeel": None}, ["oordeel"]),
        ({"bereikt": None}, ["oordeel"]),
        ({"status": "onmogelijk"}, ["status", "status"]),
    ],
)
def test_what_is_reached_fits_the_highest_the_norm_and_the_status(
    blocked: Uitleg, fields: dict[str, object], rules: list[str]
) -> None:
    assert (blocked.bereikt, blocked.oordeel, blocked.status) == (HALF, "niet gehaald", "geblokkeerd")
    for highest in (HALF, None):
        found = check_explanation(STREEF, blocked.model_copy(update=fields), highest=highest)
        assert [one.regel for one in found] == rules


@pytest.mark.parametrize(
    "field", [{"bereikt": HALF}, {"oordeel": "gehaald"}, {"drempel": HALF}, {"grondslag": "uren"}]
)
def test_a_frame_without_any_allocation_has_nothing_that_a_norm_has(field: dict[str, object]) -> None:
    (found,) = explain(IMPOSSIBLE, (STREEF,))
    assert list(check_frame(found, exists=False, is_alone=True)) == []
    forged = found.model_copy(update=field)
    assert [one.regel for one in check_frame(forged, exists=False, is_alone=True)] == list(field)
    first = found.blokkeringen[0]
    assert check_blocking(IMPOSSIBLE, None, Speelruimte(), first).is_aanvaard
    certificate = first.certificaat.model_copy(update={"hoogste": HALF})
    claim = first.model_copy(update={"certificaat": certificate})
    said = check_blocking(IMPOSSIBLE, None, Speelruimte(), claim).bevindingen
    assert [one.tekst for one in said] == ["zonder norm is er geen hoogste waarde"]


@pytest.mark.parametrize(
    ("field", "rule"),
    [
        ({"drempel": HALF}, "drempel"),
        ({"grondslag": "uren"}, "grondslag"),
        ({"status": "niet nodig"}, "status"),
        ({"status": "onmogelijk"}, "status"),
        ({"herstellingen": ()}, "status"),
    ],
)
def test_repairs_of_the_frame_have_no_threshold_and_no_share(field: dict[str, object], rule: str) -> None:
    plan = repair_all(IMPOSSIBLE, (STREEF,))[0]
    assert (plan.norm, plan.status) == (None, "bewezen")
    assert list(check_frame_plan(plan, exists=False)) == []
    assert [one.regel for one in check_frame_plan(plan, exists=True)] == ["status"]
    forged = plan.model_copy(update=field)
    assert [one.regel for one in check_frame_plan(forged, exists=False)] == [rule]
    first = plan.herstellingen[0]
    assert check_repair(IMPOSSIBLE, None, (), first) == ()
    claim = first.model_copy(update={"aandeel": HALF})
    assert [one.regel for one in check_repair(IMPOSSIBLE, None, (), claim)] == ["bereikt"]
