"""Explanations and repairs of course 38 are checked from their JSON alone, and refused for what is false."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from math import floor

import pytest

from kwalificatiegraaf.bootstrap import boot
from kwalificatiegraaf.domain.feit import Speelruimte
from kwalificatiegraaf.domain.herstel import Trajectherstel
from kwalificatiegraaf.domain.nazicht import Uitlegnazicht
from kwalificatiegraaf.domain.uitleg import Trajectuitleg
from kwalificatiegraaf.domain.uitlegvraag import Uitlegvraag
from kwalificatiegraaf.planning.explainwords import PROOFS
from kwalificatiegraaf.services.explaining import explain_trajectory, repair_trajectory
from kwalificatiegraaf.services.rechecking import recheck_any
from kwalificatiegraaf.store.repository import Repository

DAY = date(2025, 9, 1)
ASKED = Uitlegvraag(traject="38", nastreeft=("VL-STREEF-60-TIJD",))
FRAME: dict[str, object] = dict.fromkeys(("norm", "grondslag", "bereik", "drempel", "bereikt", "oordeel"))
"""What an explanation of the frame itself leaves open."""


@pytest.fixture(scope="module")
def repository() -> Repository:
    return boot().repository


@pytest.fixture(scope="module")
def explained(repository: Repository) -> Trajectuitleg:
    return explain_trajectory(repository, ASKED, DAY)


@pytest.fixture(scope="module")
def repaired(repository: Repository) -> Trajectherstel:
    return repair_trajectory(repository, ASKED, DAY)


def checked(repository: Repository, claim: Trajectuitleg | Trajectherstel) -> Uitlegnazicht:
    """Return the check of a claim as it comes back from its JSON."""
    found = recheck_any(repository, type(claim).model_validate_json(claim.model_dump_json()))
    assert isinstance(found, Uitlegnazicht)
    return found


def with_first(explained: Trajectuitleg, **fields: object) -> Trajectuitleg:
    """Return the explanation with fields of its first blocking set replaced."""
    (one,) = explained.uitleg
    first, *rest = one.blokkeringen
    changed = one.model_copy(update={"blokkeringen": (first.model_copy(update=fields), *rest)})
    return explained.model_copy(update={"uitleg": (changed,)})


def test_every_blocking_set_and_fact_is_recomputed(repository: Repository, explained: Trajectuitleg) -> None:
    found = checked(repository, explained)
    assert found.klopt
    assert len(found.sets) == 12
    assert max(len(one.codes) for one in found.sets) == 8
    assert {one.nazicht.oordeel for one in found.sets} == {"nagerekend"}
    for one in found.sets:
        assert {(fact.feit, fact.oordeel) for fact in one.nazicht.feiten} == {
            (code, "nagerekend") for code in one.codes
        }


def test_every_highest_value_is_recomputed(repository: Repository, explained: Trajectuitleg) -> None:
    found = checked(repository, explained).hoogste
    assert {(one.grondslag, one.bereik) for one in found if one.oordeel == "nagerekend"} >= {("uren", "alle")}
    (one,) = explained.uitleg
    higher = tuple(row.model_copy(update={"waarde": 1, "grens": 1}) for row in one.hoogste)
    claim = explained.model_copy(update={"uitleg": (one.model_copy(update={"hoogste": higher}),)})
    forged = checked(repository, claim)
    assert {row.oordeel for row in forged.hoogste} == {"weerlegd"}
    assert forged.aantal_fouten == len(one.hoogste) + 2
    assert [found.tekst.removeprefix("VL-STREEF-60-TIJD ") for found in forged.bevindingen] == [
        "heet haalbaar op gewicht, alle, met 1 en grens 1",
        "heet geblokkeerd, maar 1 kan",
    ]


@pytest.mark.parametrize(
    ("whole", "part", "rules"),
    [
        ({"traject": "115-duaal"}, {}, ["traject"]),
        ({"titel": "Kapper"}, {}, ["titel"]),
        ({"zekerheid": "bevestigd"}, {}, ["zekerheid"]),
        ({}, {"titel": "Minstens 90 %"}, ["titel"]),
        ({}, {"grondslag": "competenties"}, ["grondslag"]),
        ({}, {"bereik": "beroepsgericht"}, ["norm"]),
        ({}, {"ruimte": Speelruimte(uren=1, perioden=0)}, ["ruimte"]),
        ({}, {"status": "haalbaar"}, ["status", "status"]),
        ({}, {"blokkeringen": (), "begrensd": False}, ["status"]),
        ({"uitleg": ()}, {}, ["norm"]),
        ({}, {"hoogste": ()}, ["hoogste"] * 8),
        ({}, {"status": "onbepaald", "hoogste": (), "blokkeringen": ()}, ["status"]),
        ({}, {**FRAME, "status": "onmogelijk", "hoogste": ()}, ["status"]),
        ({}, {**FRAME, "status": "onmogelijk", "hoogste": (), "blokkeringen": ()}, ["status"] * 2),
        ({}, {**FRAME, "status": "haalbaar", "hoogste": (), "blokkeringen": ()}, ["status"]),
    ],
)
def test_what_an_explanation_says_beside_its_sets_is_held_against_its_request(
    repository: Repository,
    explained: Trajectuitleg,
    whole: dict[str, object],
    part: dict[str, object],
    rules: list[str],
) -> None:
    (one,) = explained.uitleg
    forged = explained.model_copy(update={"uitleg": (one.model_copy(update=part),), **whole})
    assert [found.regel for found in checked(repository, forged).bevindingen] == rules


def test_every_highest_value_that_is_reached_comes_with_its_allocation(
    repository: Repository, explained: Trajectuitleg
) -> None:
    """Course 38 reaches all by three allocations; the other values refer to these."""
    (one,) = explained.uitleg
    assert {row.oordeel for row in checked(repository, explained).hoogste} == {"nagerekend"}
    assert sum(bool(row.bereikt_met) for row in one.hoogste) == 3
    assert sum(row.bereikt_zoals is not None for row in one.hoogste) == 2


@pytest.mark.parametrize("course", ["23", "307", "310"])
def test_a_value_that_the_calendar_lowers_is_recomputed_and_a_lower_one_refused(
    repository: Repository, course: str
) -> None:
    explained = explain_trajectory(repository, Uitlegvraag(traject=course, nastreeft=("VL-STREEF-60",)), DAY)
    found = checked(repository, explained)
    assert {row.oordeel for row in found.hoogste} == {"nagerekend"}
    assert any("meer laat de kalender niet toe" in row.reden for row in found.hoogste)
    (one,) = explained.uitleg
    first, *rest = one.hoogste
    assert first.waarde is not None
    less = Fraction(floor(first.waarde * 1000), 1000)
    for forged in (
        {"waarde": less, "grens": less},
        {"waarde": less, "grens": less, "bereikt_met": (), "bewijs": PROOFS["search"]},
    ):
        rows = (first.model_copy(update=forged), *rest)
        claim = one.model_copy(update={"hoogste": rows})
        control = checked(repository, explained.model_copy(update={"uitleg": (claim,)}))
        assert control.hoogste[0].oordeel == "weerlegd"


def test_a_block_by_the_order_of_competences_is_recomputed(repository: Repository) -> None:
    """Three competences come after each other, and there are two periods; without one fact it fits."""
    hours = {"werkplekuren": 24, "schooluren_beroepsgericht": 4, "perioden": (36, 36)}
    asked = {"kwalificaties": ("BK-0082-2",), "nastreeft": ("VL-STREEF-60",), **hours}
    explained = explain_trajectory(repository, Uitlegvraag.model_validate(asked), DAY)
    (one,) = explained.uitleg
    first = one.blokkeringen[0]
    assert (one.status, first.certificaat.wijze) == ("onmogelijk", "met-kalender")
    found = checked(repository, explained)
    assert found.klopt
    assert found.sets[0].nazicht.oordeel == "nagerekend"
    lifted = {lift.feit for lift in first.certificaat.opheffingen if lift.gevonden}
    assert {fact.feit for fact in found.sets[0].nazicht.feiten if fact.oordeel == "nagerekend"} == lifted
    assert any(code.startswith("voorkennis:") for code in lifted)
    less = tuple(fact for fact in first.feiten if fact.soort != "looptijd")
    forged = checked(repository, with_first(explained, feiten=less))
    assert {"certificaat", "geen-blokkering"} <= {f.regel for f in forged.sets[0].nazicht.bevindingen}


def test_an_explanation_of_the_frame_stands_alone_and_has_no_highest_value(
    repository: Repository, explained: Trajectuitleg
) -> None:
    (one,) = explained.uitleg
    frame = one.model_copy(update={**FRAME, "status": "onbekend"})
    both = explained.model_copy(update={"uitleg": (one, frame)})
    said = [found.tekst for found in checked(repository, both).bevindingen]
    assert said == [
        "de uitleg van het kader zelf staat naast de uitleg van een norm",
        "de uitleg van het kader zelf heeft een hoogste waarde",
    ]


def test_exact_shares_of_ten_digits_are_read_back(repository: Repository) -> None:
    asked = {"traject": "307", "werkplekuren": "20", "schooluren_beroepsgericht": "6.5"}
    vraag = Uitlegvraag.model_validate({**asked, "nastreeft": ["VL-STREEF-60"]})
    explained = explain_trajectory(repository, vraag, DAY)
    reached = explained.uitleg[0].bereikt
    assert reached is not None
    assert reached.denominator > 10**9
    assert checked(repository, explained).klopt


@pytest.mark.parametrize(
    "change",
    [
        lambda rows: rows[:-1],
        lambda rows: (*rows, rows[0]),
        lambda rows: tuple(row.model_copy(update={"eigen_grondslag": True}) for row in rows),
    ],
)
def test_readings_that_are_missing_or_double_are_refused(
    repository: Repository, explained: Trajectuitleg, change: Callable[..., object]
) -> None:
    (one,) = explained.uitleg
    forged = one.model_copy(update={"hoogste": change(one.hoogste)})
    found = checked(repository, explained.model_copy(update={"uitleg": (forged,)}))
    assert {row.regel for row in found.bevindingen} == {"hoogste"}


def test_an_allocation_that_is_spoiled_or_left_out_spoils_what_refers_to_it(
    repository: Repository, explained: Trajectuitleg
) -> None:
    (one,) = explained.uitleg
    first = next(number for number, row in enumerate(one.hoogste) if row.bereikt_met)
    for rows, said in ((one.hoogste[first].bereikt_met[1:], "is fout"), ((), "staat er niet")):
        spoiled = [
            row.model_copy(update={"bereikt_met": rows}) if n == first else row
            for n, row in enumerate(one.hoogste)
        ]
        forged = one.model_copy(update={"hoogste": tuple(spoiled)})
        found = checked(repository, explained.model_copy(update={"uitleg": (forged,)})).hoogste
        assert [said in row.reden for row in found if row.oordeel == "weerlegd"] == (
            [True, True] if rows else [True]
        )


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ({"status": "niet nodig", "herstellingen": ()}, "zonder wijziging kan hoogstens 8/17"),
        ({"status": "onmogelijk"}, "heet onmogelijk, met herstellingen"),
        ({"status": "bewezen", "herstellingen": ()}, "zonder herstelling"),
    ],
)
def test_a_plan_with_a_status_that_cannot_be_is_refused(
    repository: Repository, repaired: Trajectherstel, part: dict[str, object], said: str
) -> None:
    (plan,) = repaired.plannen
    found = checked(repository, repaired.model_copy(update={"plannen": (plan.model_copy(update=part),)}))
    assert [said in one.tekst for one in found.bevindingen] == [True]


def test_a_plan_for_what_the_trajectory_has_already_is_refused(repository: Repository) -> None:
    plans = repair_trajectory(repository, Uitlegvraag(traject="115"), DAY)
    assert checked(repository, plans).klopt
    first, *rest = plans.plannen
    forged = plans.model_copy(update={"plannen": (first.model_copy(update={"status": "onmogelijk"}), *rest)})
    assert "is al gehaald" in checked(repository, forged).bevindingen[0].tekst


def test_every_repair_is_applied_again(repository: Repository, repaired: Trajectherstel) -> None:
    found = checked(repository, repaired)
    assert found.klopt
    assert [one.soort for one in found.sets] == ["herstelling"] * len(repaired.plannen[0].herstellingen)
    assert found.niet_nagerekend


def test_a_fact_that_is_not_of_the_trajectory_is_refused(
    repository: Repository, explained: Trajectuitleg
) -> None:
    first, *rest = explained.uitleg[0].blokkeringen[0].feiten
    false = (first.model_copy(update={"zin": "De werkplek telt 99 uur per week."}), *rest)
    found = checked(repository, with_first(explained, feiten=false))
    assert {one.regel for one in found.sets[0].nazicht.bevindingen} == {"feit"}
    assert not found.klopt


def test_a_lifting_that_breaks_a_law_is_refused(repository: Repository, explained: Trajectuitleg) -> None:
    certificate = explained.uitleg[0].blokkeringen[0].certificaat
    first, *rest = certificate.opheffingen
    lines = tuple(
        line.model_copy(update={"weekuren": 0 if line.nummer < 6 else line.weekuren})
        for line in rest[-1].uurverdeling
    )
    lifted = first.model_copy(update={"uurverdeling": lines})
    certificate = certificate.model_copy(update={"opheffingen": (lifted, *rest)})
    found = checked(repository, with_first(explained, certificaat=certificate)).sets[0].nazicht
    assert found.oordeel == "weerlegd"
    assert [fact.oordeel for fact in found.feiten] == ["weerlegd", "nagerekend", "nagerekend"]
    assert "breekt een wet" in found.feiten[0].reden


def test_what_was_not_found_is_not_called_recomputed(
    repository: Repository, explained: Trajectuitleg
) -> None:
    certificate = explained.uitleg[0].blokkeringen[0].certificaat
    first, *rest = certificate.opheffingen
    lifted = first.model_copy(update={"gevonden": False, "uurverdeling": ()})
    certificate = certificate.model_copy(update={"opheffingen": (lifted, *rest)})
    found = checked(repository, with_first(explained, certificaat=certificate))
    assert found.klopt
    assert found.sets[0].nazicht.feiten[0].oordeel == "niet-nagerekend"


def test_a_law_that_is_left_out_is_named(repository: Repository, explained: Trajectuitleg) -> None:
    found = checked(repository, explained.model_copy(update={"wetten": ("VL-SAO-BAND", "VL-STREEF-60")}))
    assert {one.tekst.split()[0] for one in found.bevindingen} == {"VL-WEEK-28", "VL-STREEF-60"}


def test_a_repair_with_another_cost_is_refused(repository: Repository, repaired: Trajectherstel) -> None:
    (plan,) = repaired.plannen
    first, *rest = plan.herstellingen
    cheap = first.model_copy(update={"kost": first.kost.model_copy(update={"uren": 1})})
    claim = repaired.model_copy(
        update={"plannen": (plan.model_copy(update={"herstellingen": (cheap, *rest)}),)}
    )
    found = checked(repository, claim)
    assert {one.regel for one in found.sets[0].nazicht.bevindingen} == {"kost"}
    assert not found.klopt


def test_a_repair_with_another_share_or_other_hours_of_a_change_is_refused(
    repository: Repository, repaired: Trajectherstel
) -> None:
    (plan,) = repaired.plannen
    first, *rest = plan.herstellingen
    change, *others = first.wijzigingen
    more = change.model_copy(update={"uren": change.uren + 1})
    cost = first.kost.model_copy(update={"uren": first.kost.uren + 1})
    for forged, rule, text in (
        ({"aandeel": Fraction(99, 100)}, "bereikt", "gezegd is 99/100"),
        ({"wijzigingen": (more, *others), "kost": cost}, "kost", change.feit.code),
        ({"kost": first.kost.model_copy(update={"aantal": 9})}, "kost", "wijzigingen: gezegd 9"),
    ):
        herstel = first.model_copy(update=forged)
        claim = plan.model_copy(update={"herstellingen": (herstel, *rest)})
        found = checked(repository, repaired.model_copy(update={"plannen": (claim,)}))
        (one,) = found.sets[0].nazicht.bevindingen
        assert one.regel == rule
        assert text in one.tekst


def test_a_threshold_that_is_not_that_of_the_norm_is_refused(
    repository: Repository, explained: Trajectuitleg, repaired: Trajectherstel
) -> None:
    (one,), (plan,) = explained.uitleg, repaired.plannen
    lower = {"drempel": Fraction(1, 10)}
    for forged in (
        explained.model_copy(update={"uitleg": (one.model_copy(update=lower),)}),
        repaired.model_copy(update={"plannen": (plan.model_copy(update=lower),)}),
    ):
        found = checked(repository, forged)
        assert not found.klopt
        assert [one.regel for one in found.bevindingen] == ["drempel"]


def test_a_share_that_the_stored_trajectory_does_not_reach_is_refused(repository: Repository) -> None:
    explained = explain_trajectory(repository, Uitlegvraag(traject="307"), DAY)
    assert checked(repository, explained).klopt
    first, *rest = explained.uitleg
    forged = first.model_copy(update={"bereikt": Fraction(1, 100)})
    found = checked(repository, explained.model_copy(update={"uitleg": (forged, *rest)}))
    assert not found.klopt
    assert any("gezegd is 1/100" in one.tekst for one in found.bevindingen)


@pytest.mark.parametrize(("hours", "status"), [("12", "geblokkeerd"), ("17", "haalbaar")])
def test_hours_a_year_are_explained_and_repaired_in_hours_a_week(
    repository: Repository, hours: str, status: str
) -> None:
    """610 hours a year are 16,94 a week in the 36 weeks of this course."""
    asked = {"traject": "1", "werkplekuren": hours, "schooluren_beroepsgericht": "9"}
    vraag = Uitlegvraag.model_validate({**asked, "nastreeft": ["NL-BBL-610"]})
    found = explain_trajectory(repository, vraag, DAY)
    (one,) = found.uitleg
    assert (one.status, one.grondslag, one.drempel) == (status, "weekuren", Fraction(610, 36))
    assert "of 16,94 uur per week in 36 weken" in one.titel
    plans = repair_trajectory(repository, vraag, DAY)
    reached = [repair.aandeel for repair in plans.plannen[0].herstellingen]
    assert reached == ([17] if status == "geblokkeerd" else [])
    for claim in (found, plans):
        assert checked(repository, claim).klopt
