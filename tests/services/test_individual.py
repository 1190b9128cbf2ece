"""Individual trajectories: what is left, both denominators, proofs and warnings."""

from datetime import date
from fractions import Fraction

import pytest

from kwalificatiegraaf.domain.individueel import IndividueelTraject, Individuelevraag
from kwalificatiegraaf.errors import InvalidInput
from kwalificatiegraaf.services.individual import individual
from kwalificatiegraaf.services.trajectory import load_trajectory
from kwalificatiegraaf.store.base import Store
from kwalificatiegraaf.store.repository import Repository
from kwalificatiegraaf.vocabulary.prefixes import DEFAULT_BASE

START = "2026-11-24"
BASIS = {"soort": "basisvorming"}
KAPPER = {"soort": "beroepskwalificatie", "kwalificatie": "BK-0090-2"}


@pytest.fixture(scope="module")
def repository(embedded_store: Store) -> Repository:
    return Repository(embedded_store, DEFAULT_BASE)


def ask(repository: Repository, opleiding: str = "115", **asked: object) -> IndividueelTraject:
    asked = {"startdatum": START, **asked}
    return individual(repository, Individuelevraag.model_validate({"opleiding": opleiding, **asked}))


def said(found: IndividueelTraject, subject: str) -> list[str]:
    return [one.tekst for one in found.waarschuwingen if one.onderwerp == subject]


def share(found: IndividueelTraject, basis: str, scope: str = "alle"):
    return next(a for a in found.aandelen if (a.grondslag, a.bereik) == (basis, scope))


def test_without_proofs_it_is_the_standard_trajectory(repository: Repository) -> None:
    found = ask(repository)
    assert found.resterende_uren == found.standaarduren == 2736
    assert [p.weken for p in found.perioden] == [18, 18, 18, 18]
    assert share(found, "uren").aandeel_resterend == share(found, "uren").aandeel_alle == Fraction(13, 19)
    assert found.overeenkomst is not None
    assert found.overeenkomst.soort == "OAO"


def test_proved_competences_leave_fewer_hours_and_weeks(repository: Repository) -> None:
    codes = ["BK-0090-2.12", "BK-0090-2.15"]
    proofs = [BASIS, {"soort": "competenties", "competenties": codes}]
    found = ask(repository, bewijzen=proofs)
    hours = load_trajectory(repository, "115").hours_by_onderdeel()
    gone = [code for code in hours if code in codes or "." not in code]
    assert found.resterende_uren == 2736 - sum(sum(hours[code].values()) for code in gone)
    assert sum(p.weken for p in found.perioden) < 72
    assert {one.onderdeel for one in found.onderdelen if one.bewezen} == set(gone)


def test_both_denominators_stand_beside_each_other(repository: Repository) -> None:
    code = "BK-0090-2.12"
    found = ask(repository, bewijzen=[{"soort": "competenties", "competenties": [code]}])
    hours = load_trajectory(repository, "115").hours_by_onderdeel()
    size, at_work = sum(hours[code].values()), hours[code].get("reele-werkplek", Fraction(0))
    pair = share(found, "uren")
    assert pair.noemer_alle == 2736
    assert pair.noemer_resterend == 2736 - size
    assert pair.teller == 1872 - at_work
    count = share(found, "competenties", "beroepsgericht")
    assert (count.noemer_resterend, count.noemer_alle) == (19, 20)
    assert count.aandeel_alle is not None
    assert count.aandeel_resterend is not None
    assert count.aandeel_alle < count.aandeel_resterend


def test_order_and_dates_hold(repository: Repository) -> None:
    found = ask(repository, bewijzen=[{"soort": "competenties", "competenties": ["BK-0090-2.06"]}])
    for earlier, later in zip(found.perioden, found.perioden[1:], strict=False):
        assert earlier.van <= earlier.tot_en_met < later.van
    assert found.perioden[0].van >= date.fromisoformat(START)
    assert found.einddatum == found.perioden[-1].tot_en_met
    ended = [code for period in found.perioden for code in period.afgerond]
    assert len(ended) == len(set(ended)) == 23
    traject = load_trajectory(repository, "115")
    last = {code: period.nummer for period in found.perioden for code in period.afgerond}
    for item in traject.onderdelen:
        first = min((p.nummer for p in found.perioden if item.code in p.onderdelen), default=99)
        assert all(last.get(code, 0) < first for code in item.voorkennis)


def test_a_start_in_a_holiday_begins_with_the_first_training_day(repository: Repository) -> None:
    assert ask(repository, startdatum="2026-12-25").perioden[0].van == date(2027, 1, 4)


@pytest.mark.parametrize("course", ["115", "1", "38"])
def test_who_starts_with_the_school_year_keeps_its_calendar(repository: Repository, course: str) -> None:
    """No school year begins in the last days of June for the days that a year has beyond its weeks."""
    found = ask(repository, course, startdatum="2026-09-01")
    starts = [period.van for period in found.perioden]
    assert starts[0] == date(2026, 9, 1)
    assert [day.month for day in starts[2::2]] == [9] * len(starts[2::2])
    assert starts[2] == date(2027, 9, 1)


def test_who_comes_in_the_last_week_begins_then(repository: Repository) -> None:
    assert ask(repository, startdatum="2027-06-28").perioden[0].van == date(2027, 6, 28)


def test_the_calendar_follows_the_timetable_and_not_where_hours_happened_to_fall(
    repository: Repository,
) -> None:
    """General education has 10 of 12 hours at school: 15 of 18 weeks, however the others lie in a period."""
    found = ask(repository, startdatum="2026-09-01", bewijzen=[KAPPER])
    assert found.resterende_uren == 720
    assert [(p.weken, p.weekuren_school) for p in found.perioden] == [(15, 12)] * 4


@pytest.mark.parametrize("course", ["115", "310", "307", "1", "23", "38", "115-voltijds"])
def test_who_can_give_the_hours_of_the_timetable_needs_no_more_weeks(
    repository: Repository, course: str
) -> None:
    frame = load_trajectory(repository, course).kader
    weekly = {"weekuren": str(frame.weekuren()), "werkplekuren": str(frame.weekuren(component="werkplek"))}
    limits = {name: hours for name, hours in weekly.items() if hours != "0"}
    for asked in ({}, limits):
        found = ask(repository, course, **asked)
        assert [p.weken for p in found.perioden] == [p.weken for p in frame.perioden]


def test_less_time_takes_more_weeks(repository: Repository) -> None:
    full, half = ask(repository), ask(repository, weekuren=30)
    assert sum(p.weken for p in half.perioden) > sum(p.weken for p in full.perioden)
    assert all(p.weekuren_school + p.weekuren_werkplek <= 30 for p in half.perioden)
    less = ask(repository, werkplekuren=20)
    assert all(p.weekuren_werkplek <= 20 for p in less.perioden)


def test_the_same_length_lowers_the_hours_a_week(repository: Repository) -> None:
    proofs = [{"soort": "competenties", "competenties": ["BK-0090-2.12", "BK-0090-2.15"]}]
    found = ask(repository, bewijzen=proofs, regels={"kortere_duur": False})
    assert sum(p.weken for p in found.perioden) == 72
    assert found.resterende_uren < 2736


def test_proofs_come_early_in_the_year_when_they_can(repository: Repository) -> None:
    proofs = {(b.studiebewijs, b.kwalificatie): b for b in ask(repository, "1").bewijzen}
    end = ask(repository, "1").einddatum
    partly = proofs["competenties", None].vanaf
    assert partly is not None
    assert end is not None
    assert partly < end
    assert proofs["onderwijskwalificatie", None].vanaf == end
    unknown = proofs["deelkwalificatie", "BK-0130-5-DBK-01"]
    assert (unknown.vanaf, "register" in unknown.toelichting) == (None, True)


def test_a_proved_qualification_is_reached_already(repository: Repository) -> None:
    proof = {"soort": "beroepskwalificatie", "kwalificatie": "BK-0130-5"}
    found = ask(repository, "1", bewijzen=[proof])
    done = {b.kwalificatie for b in found.bewijzen if b.al_bewezen}
    assert done == {"BK-0130-5"}


def test_whoever_proved_all_has_nothing_left(repository: Repository) -> None:
    found = ask(repository, bewijzen=[KAPPER, BASIS])
    assert (found.resterende_uren, found.perioden, found.einddatum) == (0, (), None)
    assert "niets meer te leren" in found.antwoord
    held = {one.studiebewijs for one in found.bewijzen if one.al_bewezen}
    assert held == {"onderwijskwalificatie", "beroepskwalificatie", "competenties", "basisvorming"}
    assert said(found, "termijn") == []


@pytest.mark.parametrize(
    ("start", "words"),
    [
        ("9999-12-31", "31-12-9999 valt buiten de schoolkalender"),
        ("0001-01-01", "valt buiten de schoolkalender"),
        ("2100-03-01", "loopt voorbij de schoolkalender"),
    ],
)
def test_a_start_outside_the_school_calendar_is_refused_in_its_own_words(
    repository: Repository, start: str, words: str
) -> None:
    with pytest.raises(InvalidInput, match=words) as error:
        ask(repository, startdatum=start)
    assert error.value.place == "startdatum"
    assert "31-08-2100" in (error.value.remedy or "")


def test_a_workplace_is_never_an_entry_condition(repository: Repository) -> None:
    found = ask(repository, startdatum="2026-09-01")
    assert "nooit een voorwaarde" in said(found, "werkplek")[0]
    days = [one.datum for one in found.waarschuwingen if one.onderwerp == "termijn"]
    assert days == [date(2026, 9, 28), date(2026, 10, 26)]


@pytest.mark.parametrize(("buso", "code"), [(False, "VL-ZOEKTERMIJN"), (True, "VL-ZOEKTERMIJN-BUSO")])
def test_a_time_limit_is_data_with_its_source(repository: Repository, buso: bool, code: str) -> None:
    (norm,) = (one for one in repository.deadlines() if one.code == code)
    told = [one for one in ask(repository, buso=buso).waarschuwingen if one.onderwerp == "termijn"]
    assert {(one.norm, one.bron) for one in told} == {(code, norm.bron)}
    assert f"{norm.opleidingsdagen} opleidingsdagen" in told[0].tekst
    assert "decreet van" in norm.bron


def test_special_education_has_forty_days_at_once(repository: Repository) -> None:
    found = ask(repository, startdatum="2026-09-01", buso=True)
    days = [one.datum for one in found.waarschuwingen if one.onderwerp == "termijn"]
    assert days == [date(2026, 10, 26)]


@pytest.mark.parametrize(
    ("asked", "subject", "words"),
    [
        ({"advies": "ongunstig"}, "advies", "geen weigering"),
        (
            {"begeleiding": ["keuze", "intake"]},
            "begeleiding",
            "stap advies van de begeleiding is overgeslagen",
        ),
        (
            {"begeleiding": ["intake"]},
            "begeleiding",
            "stappen keuze en advies van de begeleiding zijn overgeslagen",
        ),
        ({}, "begeleiding", "nog te zetten: keuze, advies, intake"),
        ({"arbeidsrijp": False, "arbeidsbereid": True}, "screening", "aanloopfase"),
        ({"arbeidsbereid": False}, "screening", "start niet duaal"),
        ({"vestiging": "salon-voorbeeld"}, "vestiging", "BK-0090-2.16"),
        ({"vestiging": "banden-noord"}, "vestiging", "niet erkend"),
        ({"bewijzen": [BASIS]}, "basisvorming", "keuze van de school"),
    ],
)
def test_what_must_be_known_is_said(repository: Repository, asked: dict, subject: str, words: str) -> None:
    assert any(words in text for text in said(ask(repository, **asked), subject))


def test_a_branch_that_may_not_train_for_the_course_leaves_the_search_open(repository: Repository) -> None:
    def dates(branch: str) -> int:
        return len(said(ask(repository, vestiging=branch), "termijn"))

    assert (dates("salon-voorbeeld"), dates("banden-noord")) == (0, 2)
    (reason,) = said(ask(repository, vestiging="banden-noord"), "vestiging")
    assert "niet erkend" in reason


def test_a_step_that_was_taken_in_order_is_not_missed(repository: Repository) -> None:
    assert said(ask(repository, begeleiding=["keuze", "advies", "intake"]), "begeleiding") == []


def test_what_the_company_cannot_teach_counts_only_when_it_is_left(repository: Repository) -> None:
    asked = {"vestiging": "salon-voorbeeld"}
    assert "BK-0090-2.16" in ask(repository, **asked).niet_gedekt
    proof = {"soort": "competenties", "competenties": ["BK-0090-2.16"]}
    assert "BK-0090-2.16" not in ask(repository, **asked, bewijzen=[proof]).niet_gedekt


@pytest.mark.parametrize(
    ("proof", "rules", "left"),
    [
        (BASIS, {"basisvorming_stelt_vrij": False}, 24),
        (BASIS, {}, 20),
        ({"soort": "competenties", "competenties": ["BK-0090-2.12"], "evc": True}, {}, 23),
        (
            {"soort": "competenties", "competenties": ["BK-0090-2.12"], "evc": True},
            {"evc_stelt_vrij": False},
            24,
        ),
        ({"soort": "beroepskwalificatie", "kwalificatie": "BK-0090-1"}, {}, 24),
        ({"soort": "beroepskwalificatie", "kwalificatie": "BK-0090-1"}, {"andere_versie_telt": True}, 4),
        ({"soort": "deelkwalificatie", "kwalificatie": "BK-0090-2-DBK-01"}, {}, 24),
        (
            {
                "soort": "deelkwalificatie",
                "kwalificatie": "BK-0090-2-DBK-01",
                "competenties": ["BK-0090-2.01"],
            },
            {},
            23,
        ),
    ],
)
def test_rules_that_are_not_verified_are_parameters(
    repository: Repository, proof: dict, rules: dict, left: int
) -> None:
    found = ask(repository, bewijzen=[proof], regels=rules)
    assert sum(not one.bewezen for one in found.onderdelen) == left
    if proof.get("evc") or proof["soort"] != "deelkwalificatie" or left == 24:
        assert any(one.zekerheid == "onbevestigd" for one in found.waarschuwingen)


@pytest.mark.parametrize(("hours", "said_of"), [(20, ["VL-WEEK-28"]), (28, []), (None, [])])
def test_the_run_up_phase_asks_its_hours_a_week(
    repository: Repository, hours: int | None, said_of: list[str]
) -> None:
    ready = {"arbeidsrijp": False, "arbeidsbereid": True, "weekuren": hours}
    found = [one for one in ask(repository, **ready).waarschuwingen if one.onderwerp == "weekuren"]
    assert [one.norm for one in found] == said_of
    for one in found:
        assert (one.zekerheid, "gegeven zijn er 20" in one.tekst) == ("onbevestigd", True)
    assert not said(ask(repository, weekuren=20, arbeidsrijp=True), "weekuren")


@pytest.mark.parametrize("rules", [{}, {"evc_stelt_vrij": False}])
def test_a_proof_of_a_partial_qualification_is_held_whatever_it_exempts_from(
    repository: Repository, rules: dict
) -> None:
    proof = {"soort": "deelkwalificatie", "kwalificatie": "BK-0090-2-DBK-01"}
    for evc in (False, True):
        found = ask(repository, bewijzen=[{**proof, "evc": evc}], regels=rules)
        held = {(one.studiebewijs, one.kwalificatie) for one in found.bewijzen if one.al_bewezen}
        assert held == {("deelkwalificatie", "BK-0090-2-DBK-01")}
        assert not any(one.bewezen for one in found.onderdelen)


def test_what_is_all_proved_has_no_share_of_the_rest_and_none_of_the_whole(repository: Repository) -> None:
    """None of 24 items at the workplace any more; of nothing that is left there is no share."""
    for proofs, nothing_left in ([KAPPER], ["beroepsgericht"]), ([KAPPER, BASIS], ["beroepsgericht", "alle"]):
        found = ask(repository, bewijzen=proofs)
        for scope in nothing_left:
            one = share(found, "competenties", scope)
            assert (one.teller, one.noemer_resterend, one.aandeel_resterend) == (0, 0, None)
            assert (one.noemer_alle, one.aandeel_alle) == (20 if scope == "beroepsgericht" else 24, 0)


@pytest.mark.parametrize(
    ("asked", "place"),
    [
        ({"bewijzen": [{"soort": "competenties"}]}, "bewijzen[0].competenties"),
        ({"bewijzen": [{"soort": "competenties", "competenties": ["BK-1"]}]}, "bewijzen[0].competenties"),
        (
            {"bewijzen": [BASIS, {"soort": "beroepskwalificatie", "kwalificatie": "BK-0082-2"}]},
            "bewijzen[1].kwalificatie",
        ),
        (
            {"bewijzen": [{"soort": "deelkwalificatie", "kwalificatie": "BK-0090-2-DBK-9"}]},
            "bewijzen[0].kwalificatie",
        ),
        ({"bewijzen": [{**BASIS, "evc": True}]}, "bewijzen[0]"),
        ({"bewijzen": [{**BASIS, "kwalificatie": "BK-0090-2"}]}, "bewijzen[0].kwalificatie"),
        ({"bewijzen": [{**BASIS, "competenties": ["BK-0090-2.01"]}]}, "bewijzen[0].competenties"),
        ({"bewijzen": [{"soort": "beroepskwalificatie"}]}, "bewijzen[0].kwalificatie"),
        ({"bewijzen": [{"soort": "beroepskwalificatie", "evc": True}]}, "bewijzen[0].kwalificatie"),
        ({"vestiging": "salon-vorbeeld"}, "vestiging"),
        ({"weekuren": 2}, "weekuren"),
        ({"startdatum": "9999-01-01"}, "startdatum"),
        ({"startdatum": "0001-01-01"}, "startdatum"),
        ({"startdatum": "2099-12-01"}, "startdatum"),
    ],
)
def test_what_cannot_be_is_refused(repository: Repository, asked: dict, place: str) -> None:
    with pytest.raises(InvalidInput) as error:
        ask(repository, **asked)
    assert error.value.place == place


def test_an_unclear_qualification_is_asked_for(repository: Repository) -> None:
    with pytest.raises(InvalidInput, match="noemt niet welke") as error:
        ask(repository, "1", bewijzen=[{"soort": "beroepskwalificatie"}])
    assert "BK-0130-5" in (error.value.remedy or "")


@pytest.mark.parametrize("course", ["115", "310", "307", "1", "23", "38", "115-voltijds"])
def test_every_trajectory_has_an_individual_form(repository: Repository, course: str) -> None:
    found = ask(repository, course, bewijzen=[BASIS], weekuren=24)
    assert found.perioden
    assert found.resterende_uren < found.standaarduren
