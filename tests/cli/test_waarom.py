"""Why a placement is where it is, on the command line."""


def test_an_item_is_explained_with_its_grounds_and_alternatives(run, run_json):
    text = run("traject", "waarom", "115", "BK-0090-2.12").stdout
    for part in ("BK-0090-2.12", "gedwongen", "Steunt op", "bouwregel", "Alternatieven", "onmogelijk"):
        assert part in text
    found = run_json("traject", "waarom", "115", "BK-0090-2.12")
    assert (found["traject"], found["onderdeel"]) == ("115-duaal", "BK-0090-2.12")
    assert found["plaatsingen"][0]["zin_en"].endswith(".")


def test_all_items_are_explained_without_the_calendar(run, run_json):
    found = run_json("traject", "waarom", "23")
    statuses = {a["status"] for item in found for one in item["plaatsingen"] for a in one["alternatieven"]}
    assert "open" in statuses
    said = " ".join(run("traject", "waarom", "23").stdout.split())
    assert "is zonder de kalender niet te zeggen" in said
    assert "pleit niets" not in said


def test_an_unknown_item_is_named(fail):
    assert "BK-0090-2.99" in fail(1, "traject", "waarom", "115", "BK-0090-2.99")["detail"]
