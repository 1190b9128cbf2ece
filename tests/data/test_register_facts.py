"""The embedded register facts: the same as the register's own files, and sound by themselves."""

import csv
from collections import Counter
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from rdflib import Graph
from rdflib.compare import isomorphic

from kwalificatiegraaf import resources
from kwalificatiegraaf.domain.kwalificatie import Beroepskwalificatie
from kwalificatiegraaf.domain.opleiding import Opleiding, Opleidingserkenning
from kwalificatiegraaf.store.base import Store
from kwalificatiegraaf.store.repository import Repository
from kwalificatiegraaf.vocabulary.prefixes import DEFAULT_BASE
from tools.register_facts import build_courses

REGISTER = Path(__file__).parents[3] / "shared" / "data" / "register"
needs_register = pytest.mark.skipif(
    not REGISTER.is_dir(), reason=f"the register's files are not in {REGISTER}"
)

CONTRACTS = {"OAO": "OAO", "SOAO": "SAO", "": None}
DOSSIERS = {
    "BK-0090-2": 20, "BK-0082-2": 27, "BK-0185-2": 17, "BK-0227-3": 10, "BK-0130-5": 25,
    "BK-0168-3": 17, "BK-0169-3": 17, "BK-0285-4": 15, "BK-0321-3": 15,
}  # fmt: skip
"""The official number of competences of every full dossier."""


@pytest.fixture(scope="module")
def repository(embedded_store: Store) -> Repository:
    return Repository(embedded_store, DEFAULT_BASE)


@pytest.fixture(scope="module")
def versions(repository: Repository) -> dict[str, Beroepskwalificatie]:
    return {code: repository.find_version(code) for code in repository.version_codes()}


@pytest.fixture(scope="module")
def accreditations(repository: Repository) -> dict[str, tuple[Opleiding, Opleidingserkenning]]:
    return {one.code: (course, one) for course in repository.courses() for one in course.erkenningen}


def read(name: str) -> list[dict[str, str]]:
    with (REGISTER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def parts(cell: str, mark: str = ";") -> list[str]:
    return sorted(part.strip() for part in cell.split(mark) if part.strip())


@needs_register
def test_every_version_has_the_register_s_own_facts(versions: dict[str, Beroepskwalificatie]) -> None:
    latest = {row["code"]: row["laatst_erkend"] for row in read("beroepskwalificaties_laatst_erkend.csv")}
    rows = read("beroepskwalificaties.csv")
    assert {row["code"] for row in rows} == set(versions)
    for row in rows:
        found = versions[row["code"]]
        counted = int(row["aantal_competenties"]) if row["aantal_competenties"] else None
        assert (found.titel, found.vks_niveau) == (row["titel"], int(row["vks_niveau"])), row["code"]
        assert (found.aantal_competenties, found.status) == (counted, row["status"].lower()), row["code"]
        assert found.nieuwste_versie is (latest[row["code"]] == row["code"]), row["code"]


@needs_register
def test_every_accreditation_has_the_register_s_own_facts(
    accreditations: dict[str, tuple[Opleiding, Opleidingserkenning]],
) -> None:
    rows = read("duale_opleidingen.csv")
    assert {row["adv"] for row in rows} == set(accreditations)
    for row in rows:
        course, found = accreditations[row["adv"]]
        assert (course.nummer, course.titel) == (row["structuuronderdeel_nummer"], row["titel"]), row["adv"]
        assert (course.groep or "", course.graad or "", course.finaliteit or "") == (
            row["groep"], row["graad"], row["finaliteit"]
        ), row["adv"]  # fmt: skip
        asked = parts(f"{row['beroepskwalificaties']};{row['deelkwalificaties']}")
        assert sorted(found.kwalificaties) == asked, row["adv"]
        assert found.contract == CONTRACTS[row["contract"]], row["adv"]
        assert (found.werkplekcomponenttype or "") == row["werkplekcomponent_type"], row["adv"]
        assert sorted(found.trajectcodes) == parts(row["traject_code"]), row["adv"]
        assert sorted(found.trajecttypes) == parts(row["traject_type"]), row["adv"]
        assert context_of(found) == row_context(row["contexten"]), row["adv"]


def context_of(found: Opleidingserkenning) -> tuple[str, int, list[str]] | None:
    rule = found.verplichte_context
    return (rule.regel, rule.aantal, sorted(rule.contexten)) if rule else None


def row_context(cell: str) -> tuple[str, int, list[str]] | None:
    rule, _, names = cell.partition(":")
    return (rule.split()[0].lower(), int(rule.split()[1]), parts(names, "|")) if cell else None


@needs_register
def test_the_register_s_last_day_is_the_day_before_the_half_open_end(
    accreditations: dict[str, tuple[Opleiding, Opleidingserkenning]],
) -> None:
    for row in read("duale_opleidingen.csv"):
        _, found = accreditations[row["adv"]]
        assert str(found.geldig_vanaf or "") == row["begindatum"], row["adv"]
        last = date.fromisoformat(row["einddatum"]) if row["einddatum"] else None
        assert found.geldig_tot == (last + timedelta(days=1) if last else None), row["adv"]
        assert last is None or (found.is_valid_on(last) and not found.is_valid_on(last + timedelta(days=1)))


@needs_register
def test_the_embedded_courses_are_what_the_tool_makes_of_the_files() -> None:
    embedded = Graph().parse(resources.data() / "register" / "opleidingen.ttl")
    assert isomorphic(embedded, build_courses(REGISTER))


def test_there_are_274_versions_of_levels_1_to_8_numbered_by_their_code(
    versions: dict[str, Beroepskwalificatie],
) -> None:
    assert len(versions) == 274
    for code, found in versions.items():
        assert 1 <= found.vks_niveau <= 8, code
        assert found.code == code


def test_there_are_35_dual_courses_with_48_accreditations(
    repository: Repository, accreditations: dict[str, tuple[Opleiding, Opleidingserkenning]]
) -> None:
    assert (len(repository.courses()), len(accreditations)) == (35, 48)
    assert {course.leerweg for course in repository.courses()} == {"duaal"}
    for _, found in accreditations.values():
        assert found.beroepskwalificaties, found.code
        assert found.geldig_tot is None or (found.geldig_vanaf and found.geldig_vanaf < found.geldig_tot)


def test_what_a_course_rests_on_is_in_the_graph(
    versions: dict[str, Beroepskwalificatie],
    accreditations: dict[str, tuple[Opleiding, Opleidingserkenning]],
) -> None:
    known = {part.code for found in versions.values() for part in found.deelkwalificaties}
    for _, found in accreditations.values():
        for code in found.kwalificaties:
            assert code in (known if "-DBK-" in code else versions), f"{found.code} {code}"


def test_the_contract_fits_the_workplace_component(
    accreditations: dict[str, tuple[Opleiding, Opleidingserkenning]],
) -> None:
    kinds = Counter(
        (one.contract, (one.werkplekcomponenttype or "")[:5]) for _, one in accreditations.values()
    )
    assert kinds == {("OAO", "Min. "): 34, ("SAO", "Oplei"): 7, ("SAO", "Afwij"): 5, (None, ""): 2}
    assert {course.nummer for course, one in accreditations.values() if one.maribel} == {"554", "749"}


def test_exact_contexts_name_as_many_as_they_ask_and_others_enough(
    accreditations: dict[str, tuple[Opleiding, Opleidingserkenning]],
) -> None:
    rules = [one.verplichte_context for _, one in accreditations.values() if one.verplichte_context]
    assert rules
    for rule in rules:
        assert rule.aantal >= 1
        assert not rule.contexten or rule.aantal <= len(rule.contexten)


def test_proofs_run_from_high_to_low_and_cover_what_the_course_rests_on(
    accreditations: dict[str, tuple[Opleiding, Opleidingserkenning]],
) -> None:
    order = ["onderwijskwalificatie", "beroepskwalificatie", "deelkwalificatie", "competenties"]
    for _, found in accreditations.values():
        kinds = [order.index(proof.studiebewijs) for proof in found.studiebekrachtigingen]
        assert kinds == sorted(kinds), found.code
        assert kinds[-1] == order.index("competenties"), found.code
        proved = {proof.kwalificatie for proof in found.studiebekrachtigingen if proof.kwalificatie}
        assert proved == set(found.kwalificaties), found.code


def test_a_level_that_the_accreditation_itself_does_not_name_is_unconfirmed(
    accreditations: dict[str, tuple[Opleiding, Opleidingserkenning]],
) -> None:
    for _, found in accreditations.values():
        for proof in found.studiebekrachtigingen:
            if proof.onderwijskwalificatieniveau is not None:
                named = f"DUAAL_OK{proof.onderwijskwalificatieniveau}" in found.trajecttypes
                assert (proof.zekerheid == "bevestigd") is named, found.code


@pytest.mark.parametrize("code", DOSSIERS)
def test_a_full_dossier_has_its_official_number_of_competences_all_worked_out(
    code: str, versions: dict[str, Beroepskwalificatie]
) -> None:
    found = versions[code]
    assert found.aantal_competenties == len(found.competenties) == DOSSIERS[code]
    assert found.tekststatus == "eigen-formulering"
    assert [c.code for c in found.competenties] == [f"{code}.{n:02d}" for n in range(1, DOSSIERS[code] + 1)]
    for competence in found.competenties:
        assert competence.kennis, competence.code
        assert competence.vaardigheden, competence.code
        assert competence.tekststatus == "eigen-formulering", competence.code
        assert competence.gewicht in range(1, 6), competence.code
        assert competence.leerplaatsen, competence.code
        assert all(place.argument and place.bron for place in competence.leerplaatsen), competence.code


@pytest.mark.parametrize("code", DOSSIERS)
def test_prerequisites_stay_in_the_dossier_and_never_come_round(
    code: str, versions: dict[str, Beroepskwalificatie]
) -> None:
    needs = {competence.code: set(competence.voorkennis) for competence in versions[code].competenties}
    assert {need for found in needs.values() for need in found} <= set(needs)
    while needs:
        free = {one for one, found in needs.items() if not found & set(needs)}
        assert free, f"a cycle among {sorted(needs)}"
        needs = {one: found for one, found in needs.items() if one not in free}


def test_only_the_full_dossiers_have_competences(versions: dict[str, Beroepskwalificatie]) -> None:
    assert {code for code, found in versions.items() if found.competenties} == set(DOSSIERS)


def test_the_known_timetable_is_a_fact_and_every_other_an_assumption_that_says_so(
    repository: Repository,
) -> None:
    for code in repository.trajectory_codes():
        frame, _ = repository.find_trajectory(code)
        expected = "bevestigd" if code == "115-duaal" else "aanname"
        assert {frame.zekerheid} | {line.zekerheid for line in frame.uurverdeling} == {expected}, code
        assert "aanname" in (frame.toelichting or ""), code
        assert all(bool(line.bron) is (expected == "bevestigd") for line in frame.uurverdeling), code


def test_course_115_has_12_hours_at_school_of_which_2_vocational_and_26_at_the_workplace(
    repository: Repository,
) -> None:
    frame, _ = repository.find_trajectory("115-duaal")
    lines = {line.cluster or line.component: line.weekuren for line in frame.uurverdeling}
    assert lines == {
        "levensbeschouwing": 2, "frans": 2, "lichamelijke-opvoeding": 2, "pav": 4, "school": 2, "werkplek": 26
    }  # fmt: skip
    assert frame.weekuren(component="werkplek") / frame.weekuren() == Fraction(13, 19)


def test_trajectories_follow_an_accreditation_of_their_course_and_lead_where_it_rests(
    repository: Repository, accreditations: dict[str, tuple[Opleiding, Opleidingserkenning]]
) -> None:
    dual = [repository.find_trajectory(code)[0] for code in repository.trajectory_codes()]
    assert {frame.opleiding for frame in dual if frame.opleiding} == {"1", "23", "38", "115", "307", "310"}
    for frame in dual:
        if frame.leerweg == "duaal":
            course, found = accreditations[frame.erkenning or ""]
            assert course.nummer == frame.opleiding
            assert set(frame.kwalificaties) == set(found.beroepskwalificaties), frame.code
            assert frame.verplichte_context == found.verplichte_context, frame.code


def test_the_hours_of_a_trajectory_add_up_to_its_timetable(repository: Repository) -> None:
    for code in repository.trajectory_codes():
        frame, placed = repository.find_trajectory(code)
        assert sum(one.uren for one in placed) == frame.weekuren() * frame.weken, code
