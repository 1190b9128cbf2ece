"""Norms against a trajectory: which apply, what they find, and which contract follows."""

from datetime import date
from fractions import Fraction

from kwalificatiegraaf.domain.opleiding import Opleidingserkenning
from kwalificatiegraaf.domain.toets import Toets
from kwalificatiegraaf.domain.toetsing import Aandeelcontrole, check_share, own_verdict, per_week
from kwalificatiegraaf.domain.traject import Traject
from tests.domain.voorbeelden import (
    DAG,
    NORMEN,
    SCHEMA,
    STREEF_TIJD,
    accreditation,
    line,
    make_traject,
)

AFWIJKEND = "Afwijkende Werkplekcomponent door Vlaamse regering"


def week(school: int, real: int, simulated: int = 0, leerweg: str = "duaal") -> Traject:
    """Return a trajectory of ten weeks with these weekly hours."""
    placed = {"leslokaal": school * 10, "reele-werkplek": real * 10, "gesimuleerde-werkplek": simulated * 10}
    return make_traject(
        line("school", school),
        line("werkplek", real + simulated),
        placed={"BK-0001-1.01": {place: hours for place, hours in placed.items() if hours}},
        leerweg=leerweg,
    )


def control(traject: Traject, erkenning: Opleidingserkenning | None, day: date = DAG) -> Aandeelcontrole:
    return check_share(traject, SCHEMA, NORMEN, erkenning, day)


def own(check: Aandeelcontrole, code: str) -> Toets:
    return next(t for t in check.toetsen if t.norm == code and t.eigen_grondslag)


def codes(check: Aandeelcontrole) -> set[str]:
    return {toets.norm for toets in check.toetsen}


def test_a_share_norm_is_shown_on_every_basis_and_scope_with_its_own_marked() -> None:
    rows = [t for t in control(week(12, 26), accreditation("OAO")).toetsen if t.norm == "VL-STREEF-60-TIJD"]
    assert len(rows) == 10
    assert [(t.grondslag, t.bereik) for t in rows if t.eigen_grondslag] == [("uren", "alle")]


def test_26_of_38_hours_meets_the_target_with_its_margin() -> None:
    toets = own(control(week(12, 26), accreditation("OAO")), "VL-STREEF-60-TIJD")
    assert (toets.aandeel, toets.oordeel, toets.marge) == (Fraction(13, 19), "gehaald", Fraction(8, 95))
    assert toets.uitleg == (
        "Van de 380 uren vallen er 260 op de werkplek: 68,4 %. Gevraagd is minstens 60 %: gehaald."
    )


def test_exactly_the_threshold_meets_at_least_but_not_more_than() -> None:
    check = control(week(16, 24), accreditation("OAO"))
    assert own(check, "VL-STREEF-60-TIJD").oordeel == "gehaald"
    assert own(check, "VL-STREEF-60").oordeel == "niet gehaald"
    assert own(check, "VL-STREEF-60").marge == 0


def test_the_contract_can_hold_while_the_target_is_missed() -> None:
    check = control(week(18, 20), accreditation("OAO"))
    assert check.overeenkomst.soort == "OAO"
    assert own(check, "VL-STREEF-60-TIJD").oordeel == "niet gehaald"


def test_just_below_twenty_real_hours_is_no_oao_even_with_simulated_hours_on_top() -> None:
    check = control(week(12, 19, 5), accreditation("OAO"))
    assert check.overeenkomst.soort is None
    assert "19 uur per week op een reële werkplek" in check.overeenkomst.reden


def test_sao_when_designated_and_inside_the_band() -> None:
    check = control(week(18, 12, 4), accreditation("SAO"))
    assert check.overeenkomst.soort == "SAO"
    assert check.overeenkomst.norm == "VL-SAO-BAND"
    assert own(check, "VL-WEEK-28").waarde == 34


def test_the_band_excludes_its_upper_bound() -> None:
    check = control(week(12, 15, 5), accreditation("SAO"))
    assert own(check, "VL-SAO-BAND").oordeel == "niet gehaald"
    assert check.overeenkomst.soort is None


def test_a_deviating_band_replaces_the_ordinary_one() -> None:
    check = control(week(20, 9), accreditation("SAO", AFWIJKEND))
    assert "VL-SAO-BAND" not in codes(check)
    assert check.overeenkomst.norm == "VL-SAO-BAND-AFWIJKEND"


def test_designation_that_was_not_read_leaves_the_contract_open_and_says_so() -> None:
    check = control(week(18, 16), accreditation(None))
    assert check.overeenkomst.soort is None
    assert "niet gelezen" in check.overeenkomst.reden


def test_an_oao_designation_gives_no_sao() -> None:
    check = control(week(18, 16), accreditation("OAO"))
    assert "VL-SAO-BAND" not in codes(check)
    assert "voor een SAO is deze opleiding niet aangeduid" in check.overeenkomst.reden


def test_a_full_time_route_has_no_norms_and_no_contract_but_its_shares() -> None:
    check = control(week(30, 4, leerweg="voltijds"), None)
    assert check.toetsen == ()
    assert check.overeenkomst.soort is None
    assert len(check.aandelen) == 10


def test_a_norm_does_not_bind_before_it_is_in_force() -> None:
    assert control(week(12, 26), accreditation("OAO"), date(2015, 6, 1)).toetsen == ()


def test_foreign_norms_come_only_on_request_and_yearly_hours_need_the_years() -> None:
    dutch = STREEF_TIJD.model_copy(
        update={
            "code": "NL-BBL-610",
            "toepassing": ("nl-bbl",),
            "grondslag": "jaaruren",
            "drempel": Fraction(250),
        }
    )
    traject = week(12, 26)
    silent = check_share(traject, SCHEMA, (dutch,), None, DAG)
    asked = check_share(traject, SCHEMA, (dutch,), None, DAG, compare=["nl-bbl"])
    assert silent.toetsen == ()
    assert (asked.toetsen[0].waarde, asked.toetsen[0].oordeel) == (260, "gehaald")
    kader = traject.kader.model_copy(update={"jaren": None})
    open_years = check_share(
        traject.model_copy(update={"kader": kader}), SCHEMA, (dutch,), None, DAG, compare=["nl-bbl"]
    )
    assert open_years.toetsen[0].oordeel == "onbepaald"
    assert open_years.toetsen[0].ontbreekt == ("het aantal schooljaren",)


def test_hours_a_year_have_the_verdict_of_the_hours_a_week_that_they_are() -> None:
    yearly = STREEF_TIJD.model_copy(update={"grondslag": "jaaruren", "drempel": Fraction(255)})
    for hours in range(24, 28):
        traject = week(12, hours)
        weekly = per_week(yearly, traject.kader)
        assert (weekly.grondslag, weekly.drempel) == ("weekuren", Fraction(51, 2))
        found = [own_verdict(norm, traject, SCHEMA) for norm in (yearly, weekly)]
        assert found[0].oordeel == found[1].oordeel == ("gehaald" if hours >= 26 else "niet gehaald")
    no_years = week(12, 26).kader.model_copy(update={"jaren": None})
    guided = yearly.model_copy(update={"telt": "begeleid"})
    assert per_week(yearly, no_years) == yearly
    assert per_week(guided, week(12, 26).kader) == guided


def test_what_is_just_beside_a_threshold_never_reads_as_the_threshold() -> None:
    placed = {"BK-0001-1.01": {"leslokaal": 2001, "reele-werkplek": 2999}}
    check = control(make_traject(line("school", 16), line("werkplek", 24), placed=placed), None)
    toets = own(check, "VL-STREEF-60-TIJD")
    assert (toets.oordeel, toets.marge) == ("niet gehaald", Fraction(-1, 5000))
    assert "59,98 %. Gevraagd is minstens 60 %: niet gehaald" in toets.uitleg


def test_a_competence_divided_over_places_is_said_in_plain_words() -> None:
    rows = {(t.grondslag, t.bereik): t.uitleg for t in control(week(10, 26), accreditation("OAO")).toetsen}
    divided = " (wat verdeeld is, telt naar zijn uren)"
    assert rows["competenties", "beroepsgericht"].startswith(
        f"Van de 1 competenties worden er 0,72 op de werkplek geleerd{divided}: 72,2 %. Gevraagd is"
    )
    assert "1 voor meer dan de helft op de werkplek geleerd" in rows["competenties-hoofdplaats", "alle"]
    assert "26 op de werkplek" in rows["weekuren", "alle"]


def test_the_band_is_said_once_with_its_unit() -> None:
    uitleg = own(control(week(18, 16), accreditation("SAO")), "VL-SAO-BAND").uitleg
    assert uitleg.endswith("Gevraagd is minstens 14 en minder dan 20 uur per week: gehaald.")


def test_norms_to_compare_with_never_decide_the_contract() -> None:
    traject, erkenning = week(20, 9), accreditation("SAO", AFWIJKEND)
    check = check_share(traject, SCHEMA, NORMEN, erkenning, DAG, compare=["duaal-so"])
    assert {"VL-SAO-BAND", "VL-SAO-BAND-AFWIJKEND"} <= codes(check)
    assert (check.overeenkomst.soort, check.overeenkomst.norm) == ("SAO", "VL-SAO-BAND-AFWIJKEND")
    early = check_share(traject, SCHEMA, NORMEN, erkenning, date(2015, 6, 1), compare=["duaal-so"])
    assert "geen contractnorm van kracht" in early.overeenkomst.reden


def test_a_norm_that_is_compared_with_but_not_in_force_says_so() -> None:
    old = STREEF_TIJD.model_copy(
        update={"code": "NL-BBL-60", "toepassing": ("nl-bbl",), "geldig_tot": date(2015, 1, 1)}
    )
    found = check_share(week(12, 26), SCHEMA, (old,), None, DAG, compare=["nl-bbl"])
    assert all(t.uitleg.startswith("Niet van kracht op 24-11-2026. ") for t in found.toetsen)


def test_validity_is_half_open_on_both_ends() -> None:
    dated = STREEF_TIJD.model_copy(update={"geldig_tot": date(2026, 9, 1)})
    first, last, after = date(2016, 1, 1), date(2026, 8, 31), date(2026, 9, 1)
    held = [check_share(week(12, 26), SCHEMA, (dated,), None, day).toetsen for day in (first, last, after)]
    assert [bool(toetsen) for toetsen in held] == [True, True, False]


def test_a_norm_for_one_contract_is_open_when_the_designation_was_not_read() -> None:
    for erkenning in (None, accreditation(None)):
        check = control(week(12, 26), erkenning)
        assert own(check, "VL-SAO-BAND").oordeel == own(check, "VL-WEEK-28").oordeel == "onbepaald"
        assert own(check, "VL-WEEK-28").teller == 38
        assert check.overeenkomst.soort == "OAO"
    unread = accreditation(None, AFWIJKEND)
    assert {"VL-SAO-BAND", "VL-SAO-BAND-AFWIJKEND"} & codes(control(week(12, 9), unread)) == {
        "VL-SAO-BAND-AFWIJKEND"
    }


def test_real_hours_stay_open_while_hours_at_the_workplace_have_no_place_yet() -> None:
    traject = make_traject(
        line("school", 12), line("werkplek", 26), placed={"BK-0001-1.01": {"reele-werkplek": 100}}
    )
    check = control(traject, accreditation("OAO"))
    assert own(check, "VL-OAO-20U").oordeel == "onbepaald"
    assert "een plaats voor 160 van de 260 uren op de werkplek" in check.overeenkomst.reden


def test_a_trajectory_of_general_education_alone_has_no_vocational_share_and_no_contract() -> None:
    traject = make_traject(line("school", 30, cluster="frans"), placed={"frans": {"leslokaal": 300}})
    check = control(traject, accreditation("OAO"))
    shares = {(a.grondslag, a.bereik): a for a in check.aandelen}
    assert shares["uren", "alle"].aandeel == shares["weekuren", "alle"].aandeel == 0
    assert all(a.aandeel is None and a.ontbreekt for (_, b), a in shares.items() if b == "beroepsgericht")
    assert check.overeenkomst.soort is None


def test_a_week_without_hours_decides_nothing_and_says_what_is_missing() -> None:
    check = control(make_traject(line("school", 0), placed={"BK-0001-1.01": {}}), accreditation("SAO"))
    assert {t.oordeel for t in check.toetsen} == {"onbepaald"}
    assert all(t.ontbreekt for t in check.toetsen)
    assert "Onbepaald, want dit ontbreekt: uren in dit bereik" in check.overeenkomst.reden


def test_dutch_hours_of_a_whole_programme_are_not_taken_per_year() -> None:
    norm = STREEF_TIJD.model_copy(
        update={
            "toepassing": ("nl-bol",),
            "grondslag": "jaaruren",
            "drempel": Fraction(90),
            "noemeruren": 400,
        }
    )
    for hours, verdict in ((9, "gehaald"), (8, "niet gehaald")):
        traject = week(40 - hours, hours)
        two_years = traject.model_copy(update={"kader": traject.kader.model_copy(update={"jaren": 2})})
        found = check_share(two_years, SCHEMA, (norm,), None, DAG, compare=["nl-bol"]).toetsen[0]
        assert (found.waarde, found.eenheid, found.oordeel) == (hours * 10, "uur", verdict)
    other = check_share(week(12, 26), SCHEMA, (norm,), None, DAG, compare=["nl-bol"]).toetsen[0]
    assert other.ontbreekt == ("een traject van 400 uur (dit telt 380 uur)",)


def test_a_pattern_of_days_is_asked_in_days() -> None:
    days = STREEF_TIJD.model_copy(
        update={"code": "DBSO-DAGEN", "toepassing": ("dbso",), "grondslag": "dagen", "operator": "gelijk"}
    )
    found = check_share(week(12, 26), SCHEMA, (days,), None, DAG, compare=["dbso"]).toetsen[0]
    assert found.uitleg.endswith("Gevraagd is precies 3 van de 5 dagen.")


def test_the_contract_says_what_a_reader_must_know_beside_it() -> None:
    ended = accreditation("SAO").model_copy(update={"maribel": True, "geldig_tot": date(2024, 9, 1)})
    reden = control(week(12, 26), ended).overeenkomst.reden
    assert "duidt voor deze opleiding wel een SAO aan" in reden
    assert "deeltijdse arbeidsovereenkomst (maribel)" in reden
    assert "ADV-0001 is niet van kracht op 24-11-2026" in reden
