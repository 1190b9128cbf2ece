"""What cannot be, asked of the routes on trajectories: a problem with place and remedy, soon."""

import resource
from time import process_time
from typing import Any

import pytest
from fastapi.testclient import TestClient

OWN = {"kwalificaties": ["BK-0227-3"], "werkplekuren": 20, "schooluren_beroepsgericht": 4}
DOSSIERS = ["BK-0082-2", "BK-0090-2", "BK-0130-5", "BK-0168-3", "BK-0169-3", "BK-0185-2", "BK-0227-3",
            "BK-0285-4", "BK-0321-3"]  # fmt: skip
YEAR = {"schooljaren": ["2026-2027"]}
HUGE = 10**9
HANG = 5
"""Seconds of work after which a refusal counts as hanging: a guard, no measurement."""

UNSOUND: dict[str, tuple[str, dict[str, Any]]] = {
    "negative hours": ("werkplekuren", {"werkplekuren": -3}),
    "huge hours": ("werkplekuren", {"werkplekuren": HUGE}),
    "hours in words": ("werkplekuren", {"werkplekuren": "NaN"}),
    "hours beyond numbers": ("werkplekuren", {"werkplekuren": "1e999999999"}),
    "hours over nothing": ("werkplekuren", {"werkplekuren": "1/0"}),
    "parts of a quarter": ("kader.uurverdeling[0]", {"schooluren_beroepsgericht": "100003/10009"}),
    "no hours at all": ("werkplekuren", {"werkplekuren": 0, "schooluren_beroepsgericht": 0}),
    "huge years": ("jaren", {"jaren": HUGE}),
    "huge weeks": ("weken_per_jaar", {"weken_per_jaar": HUGE}),
    "a negative period": ("perioden[1]", {"perioden": [18, -1]}),
    "5,000 periods": ("perioden", {"perioden": [1] * 5000}),
    "5,000 qualifications": ("kwalificaties", {"kwalificaties": [f"BK-{n:04}-1" for n in range(5000)]}),
    "a qualification twice": ("kwalificaties", {"kwalificaties": ["BK-0227-3"] * 2}),
    "no qualification": ("kwalificaties", {"kwalificaties": []}),
    "a year that runs backwards": ("schooljaren", {"schooljaren": ["2027-2026"]}),
    "years out of order": ("schooljaren", {"schooljaren": ["2027-2028", "2026-2027"]}),
    "a start after the end": ("splitsingen", YEAR | {"splitsingen": ["2030-01-01"]}),
    "a free day of another year": ("vrije_dagen", YEAR | {"vrije_dagen": ["2030-01-01"]}),
    "free days in reverse": (
        "vrije_dagen",
        YEAR | {"vrije_dagen": ["2026-11-13..2026-11-12"]},
    ),
    "an unknown cluster": ("algemene_vorming", {"algemene_vorming": {"franss": 2}}),
    "a negative lesson": ("algemene_vorming.frans", {"algemene_vorming": {"frans": -2}}),
    "a norm twice": ("normen", {"nastreeft": ["VL-STREEF-60"] * 2}),
}


@pytest.mark.parametrize("path", ["/trajecten/bouw", "/trajecten/uitleg", "/trajecten/herstel"])
@pytest.mark.parametrize("name", UNSOUND)
def test_an_unsound_request_is_refused(client: TestClient, path: str, name: str) -> None:
    place, fields = UNSOUND[name]
    refused(client, path, OWN | fields, place)


CHANGES: dict[str, tuple[str, dict[str, Any]]] = {
    "no places left": ("plaatsen.BK-0227-3.01", {"plaatsen": {"BK-0227-3.01": []}}),
    "a place that does not exist": ("plaatsen.BK-0227-3.01", {"plaatsen": {"BK-0227-3.01": ["zolder"]}}),
    "a competence that does not exist": ("plaatsen.X", {"plaatsen": {"X": ["leslokaal"]}}),
    "huge room": ("ruimte.uren", {"ruimte": {"uren": HUGE}}),
    "negative room": ("ruimte.uren", {"ruimte": {"uren": -1}}),
    "room for huge periods": ("ruimte.perioden", {"ruimte": {"perioden": HUGE}}),
}


@pytest.mark.parametrize("path", ["/trajecten/uitleg", "/trajecten/herstel"])
@pytest.mark.parametrize("name", CHANGES)
def test_an_unsound_change_is_refused(client: TestClient, path: str, name: str) -> None:
    place, fields = CHANGES[name]
    refused(client, path, {"traject": "23"} | fields, place)


PERSON: dict[str, Any] = {"opleiding": "115", "startdatum": "2026-09-01"}
PERSONS: dict[str, dict[str, Any]] = {
    "an unknown kind of proof": {"bewijzen": [{"soort": "zwemdiploma"}]},
    "a proof of an unknown qualification": {
        "bewijzen": [{"soort": "beroepskwalificatie", "kwalificatie": "BK-9999-9"}]
    },
    "a proof of an unknown competence": {
        "bewijzen": [{"soort": "competenties", "competenties": ["BK-0090-2.99"]}]
    },
    "5,000 proofs": {"bewijzen": [{"soort": "competenties", "competenties": ["BK-0090-2.01"]}] * 5000},
    "negative hours": {"weekuren": -4},
    "huge hours": {"weekuren": HUGE},
    "no such day": {"startdatum": "2026-02-30"},
    "an unknown course": {"opleiding": "99999"},
}


@pytest.mark.parametrize("name", PERSONS)
def test_an_unsound_person_is_refused(client: TestClient, name: str) -> None:
    refused(client, "/trajecten/individueel", PERSON | PERSONS[name], None)


def refused(client: TestClient, path: str, body: dict[str, Any], place: str | None) -> None:
    start = process_time()
    answer = client.post(path, json=body)
    problem = answer.json()
    assert (answer.status_code, process_time() - start < HANG) == (422, True), problem
    assert problem["detail"]
    assert place in (None, problem["plaats"])
    assert place is None or problem["remedie"]


def test_places_without_hours_are_refused_and_explained(client: TestClient) -> None:
    nowhere = OWN | {"werkplekuren": 0}
    refused(client, "/trajecten/bouw", nowhere, "onderdelen[BK-0227-3.01].leerplaatsen")
    (found,) = client.post("/trajecten/uitleg", json=nowhere).json()["gegevens"]["uitleg"]
    assert (found["status"], bool(found["blokkeringen"])) == ("onmogelijk", True)


def test_nine_dossiers_at_once_are_explained_within_a_budget_and_under_a_gibibyte(client: TestClient) -> None:
    start = process_time()
    answer = client.post("/trajecten/uitleg", json=OWN | {"kwalificaties": DOSSIERS})
    assert answer.status_code == 200, answer.json()
    assert len(answer.json()["gegevens"]["uitleg"]) == 2
    assert process_time() - start < 60
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < 1024 * 1024
