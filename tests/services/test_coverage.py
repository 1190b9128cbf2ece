"""Workplaces over the embedded, fictitious branches: what is covered, the fewest, pupils."""

from datetime import date
from itertools import combinations

import pytest

from kwalificatiegraaf.domain.dekking import Dekking, Dekkingsvraag
from kwalificatiegraaf.errors import InvalidInput
from kwalificatiegraaf.services.coverage import cover
from kwalificatiegraaf.store.base import Store
from kwalificatiegraaf.store.repository import Repository
from kwalificatiegraaf.vocabulary.prefixes import DEFAULT_BASE

DAG = date(2026, 11, 24)
OPLEIDINGEN = ("115", "310", "307", "1", "23", "38")


@pytest.fixture(scope="module")
def repository(embedded_store: Store) -> Repository:
    return Repository(embedded_store, DEFAULT_BASE)


def ask(repository: Repository, traject: str, day: date = DAG, **asked: object) -> Dekking:
    return cover(repository, Dekkingsvraag.model_validate({"traject": traject, **asked}), day)


def test_the_branches_are_fictitious_and_say_so(repository: Repository) -> None:
    branches = repository.branches()
    assert len(branches) == 25
    assert all("(verzonnen)" in branch.titel for branch in branches)
    assert all("(verzonnen)" in branch.onderneming.titel for branch in branches)
    courses = {recognition.opleiding for branch in branches for recognition in branch.erkenningen}
    assert courses == set(OPLEIDINGEN)
    assert "verzonnen" in " ".join(ask(repository, "115").meldingen)


def test_every_activity_exercises_competences_that_exist(repository: Repository) -> None:
    known = {
        c.code for code in repository.version_codes() for c in repository.find_version(code).competenties
    }
    offered = {activity.code for activity in repository.activities()}
    for activity in repository.activities():
        assert set(activity.competenties) <= known, activity.code
    assert {code for branch in repository.branches() for code in branch.activiteiten} <= offered


def test_a_salon_alone_does_not_cover_all_and_the_gaps_are_filled(repository: Repository) -> None:
    found = ask(repository, "115", vestigingen=["salon-voorbeeld"])
    assert not found.volledig
    gaps = {part.onderdeel: part for part in found.competenties if not part.gedekt_door}
    bleaching = gaps["BK-0090-2.16"]
    assert bleaching.andere_vestigingen == ("salon-noord", "salon-west")
    assert "praktijklokaal" in bleaching.andere_leerplaatsen
    wigs = gaps["BK-0090-2.20"]
    assert wigs.enige_vestiging == "pruikenatelier-voorbeeld"
    assert found.aanvulling is not None
    assert "salon-voorbeeld" in found.aanvulling.vestigingen
    assert ask(repository, "115", vestigingen=list(found.aanvulling.vestigingen)).volledig


@pytest.mark.parametrize("course", OPLEIDINGEN)
def test_the_combination_covers_all_and_no_smaller_one_does(repository: Repository, course: str) -> None:
    found = ask(repository, course)
    best = found.combinatie
    assert best.status == "optimaal"
    assert len(best.vestigingen) == best.grens
    coverable = set(best.niet_te_dekken)
    chosen = ask(repository, course, vestigingen=list(best.vestigingen))
    assert {part.onderdeel for part in chosen.competenties if not part.gedekt_door} == coverable
    able = {part.onderdeel: set(part.gedekt_door) for part in found.competenties if part.gedekt_door}
    for fewer in combinations(found.vestigingen, best.grens - 1):
        assert any(not (set(fewer) & who) for who in able.values()) or found.contexten


def test_a_sector_centre_is_told_apart(repository: Repository) -> None:
    found = ask(repository, "310", vestigingen=["bouwbedrijf-zuid"])
    assert any(part.sectorcentra == ("sectorcentrum-bouw",) for part in found.competenties)


def test_contexts_are_part_of_coverage(repository: Repository) -> None:
    found = ask(repository, "1", vestigingen=["dekvloer-voorbeeld"])
    assert found.contexten is not None
    assert (found.contexten.genoeg, found.contexten.gedekt) == (False, ("dekvloer",))
    assert "precies 3 contexten" in found.antwoord


def test_a_recognition_that_ended_does_not_count(repository: Repository) -> None:
    late = ask(repository, "115", date(2027, 9, 1), vestigingen=["salon-zuid", "banden-noord"])
    assert late.vestigingen == ()
    assert sum("telt niet mee" in text for text in late.meldingen) == 2


def test_distance_breaks_ties_only(repository: Repository) -> None:
    near = {"breedte": "51.1", "lengte": "3.1"}
    plain, found = ask(repository, "23").combinatie, ask(repository, "23", vanaf=near).combinatie
    assert plain.kilometers is None
    assert found.kilometers is not None
    assert len(found.vestigingen) == len(plain.vestigingen)


def test_pupils_are_placed_within_capacity(repository: Repository) -> None:
    pupils = [{"merk": str(number)} for number in range(4)]
    found = ask(repository, "1", leerlingen=pupils).verdeling
    assert found is not None
    assert all(goal.status == "optimaal" for goal in found.doelen)
    room = {b.code: b.erkenning_for("1", DAG) for b in repository.branches()}
    for period in range(4):
        used = [one.vestigingen[period] for one in found.plaatsingen]
        for code in filter(None, set(used)):
            recognition = room[code]
            assert recognition is not None
            assert recognition.capaciteit is not None
            assert used.count(code) <= recognition.capaciteit
    assert all(len(one.contexten) == 3 for one in found.plaatsingen)


def test_a_pupil_who_misses_contexts_is_named_with_what_is_missing(repository: Repository) -> None:
    asked = {"leerlingen": [{"merk": "a"}, {"merk": "b"}], "vestigingen": ["dekvloer-voorbeeld"]}
    found = ask(repository, "1", **asked).verdeling
    assert found is not None
    missed = {goal.naam: goal.waarde for goal in found.doelen}["niet-gedekt"]
    for one in found.plaatsingen:
        assert one.contexten_tekort == 3 - len(one.contexten)
        assert not set(one.contexten) & set(one.ontbrekende_contexten)
        assert f"{one.merk} ({one.contexten_tekort} tekort)" in found.uitleg
    assert missed == sum(len(one.niet_gedekt) + one.contexten_tekort for one in found.plaatsingen)


def test_capacity_of_the_request_wins(repository: Repository) -> None:
    codes = ["banden-noord", "banden-zuid", "uitlijncentrum-voorbeeld"]
    none = {code: [0, 0, 0, 0] for code in codes}
    found = ask(repository, "23", leerlingen=[{"merk": "A"}], capaciteiten=none).verdeling
    assert found is not None
    assert found.plaatsingen[0].vestigingen == (None,) * 4
    assert "zonder plaats" in found.uitleg


def test_a_capacity_that_does_not_count_is_told(repository: Repository) -> None:
    found = ask(repository, "115", leerlingen=[{"merk": "A"}], capaciteiten={"banden-noord": [1] * 4})
    assert any("banden-noord" in text and "telt niet mee" in text for text in found.meldingen)


def test_the_calendar_can_be_insisted_on(repository: Repository) -> None:
    free = ask(repository, "23", leerlingen=[{"merk": "A"}]).verdeling
    strict = ask(repository, "23", leerlingen=[{"merk": "A"}], volgens_kalender=True).verdeling
    assert free is not None
    assert strict is not None
    assert len(free.plaatsingen[0].niet_gedekt) <= len(strict.plaatsingen[0].niet_gedekt)


@pytest.mark.parametrize("course", OPLEIDINGEN)
def test_a_combination_by_the_calendar_is_what_one_pupil_can_do(repository: Repository, course: str) -> None:
    found = ask(repository, course, leerlingen=[{"merk": "A"}], volgens_kalender=True)
    assert found.verdeling is not None
    (pupil,) = found.verdeling.plaatsingen
    best = found.combinatie
    missed = len(best.buiten_kalender) + len(best.niet_te_dekken) + best.contexten_tekort
    assert missed == len(pupil.niet_gedekt) + pupil.contexten_tekort
    assert len(best.vestigingen) == len(set(pupil.vestigingen))
    assert ("er niet bij" in best.uitleg) == bool(best.buiten_kalender)


@pytest.mark.parametrize(
    ("traject", "asked", "place"),
    [
        ("115", {"vestigingen": ["salon-vorbeeld"]}, "vestigingen"),
        ("115-voltijds", {}, "traject"),
        ("1", {"leerlingen": [{"merk": "A", "contexten": ["dak"]}]}, "leerlingen[0].contexten"),
        ("1", {"leerlingen": [{"merk": "A"}, {"merk": "A"}]}, "leerlingen"),
        ("1", {"leerlingen": [{"merk": "A", "contexten": ["dekvloer"]}]}, "leerlingen[0].contexten"),
        ("1", {"leerlingen": [{"merk": "A", "contexten": ["dekvloer"] * 3}]}, "leerlingen[0].contexten"),
        ("115", {"capaciteiten": {"salon-west": [1]}}, "capaciteiten.salon-west"),
        ("115", {"capaciteiten": {"nope": [1]}}, "capaciteiten"),
        ("115", {"capaciteiten": {"banden-noord": [1]}}, "capaciteiten.banden-noord"),
    ],
)
def test_what_does_not_exist_is_refused(
    repository: Repository, traject: str, asked: dict, place: str
) -> None:
    with pytest.raises(InvalidInput) as error:
        ask(repository, traject, **asked)
    assert error.value.place == place
