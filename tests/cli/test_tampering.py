"""`traject verify` on spoiled files: each kind of value of an answer is replaced, and none is a crash."""

import json
from collections.abc import Iterator
from itertools import cycle
from typing import Any

import pytest

from kwalificatiegraaf.cli.trajectbestand import Claim, read_any
from kwalificatiegraaf.cli.views.narekening import checked_view
from kwalificatiegraaf.errors import BrokenFile, KwalificatiegraafError
from kwalificatiegraaf.services.rechecking import recheck_any

BLOCKED = (
    *("115", "--werkplekuren", "16", "--schooluren", "12", "--norm", "VL-STREEF-60"),
    *("--leerplaats", "BK-0090-2.15=praktijklokaal", "--leerplaats", "BK-0090-2.16=praktijklokaal"),
)
"""Two competences that can no longer be learned at the workplace, with fewer hours there."""
Path = tuple[str | int, ...]
FALSE = {
    "component": ["school", "werkplek"],
    "leerplaats": ["gesimuleerde-werkplek", "praktijklokaal", "klas"],
    "traject": ["115", "23-duaal"],
    "nummer": [99, 0, -1],
    "norm": ["NL-BBL-610", None],
    "nastreeft": ["", "VL-SAO-BAND"],
    "soort": ["algemene-uren", "plaatsen", "voorkennis"],
    "wijze": ["met-kalender"],
}
"""Values of the right kind that are wrong here, by the name of the field."""
OTHER: list[Any] = [0, 1, 99, -1, "", "x", None, "1/2", "werkplek", [], {}]


def paths(value: Any, path: Path = ()) -> Iterator[Path]:
    """Yield the way to every value inside a document."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in pairs:
        yield (*path, key)
        yield from paths(inner, (*path, key))


def spoiled(text: str) -> Iterator[str]:
    """Yield the document with one value replaced, each kind of field once, by the false values in turn."""
    seen: set[tuple[str, ...]] = set()
    other = cycle(OTHER)
    for path in paths(json.loads(text)):
        kind = tuple("#" if isinstance(key, int) else key for key in path)
        if kind in seen:
            continue
        seen.add(kind)
        name = next((str(key) for key in reversed(path) if isinstance(key, str)), "")
        for false in FALSE.get(name, [next(other)]):
            document = json.loads(text)
            inner = document
            for key in path[:-1]:
                inner = inner[key]
            inner[path[-1]] = false
            yield json.dumps(document)


@pytest.mark.parametrize(
    "asked",
    [
        ("build", "115"),
        ("explain", *BLOCKED),
        ("repair", *BLOCKED),
    ],
    ids=lambda asked: asked[0],
)
def test_a_spoiled_file_is_refused_or_judged_and_never_a_crash(run, system, tmp_path, asked):
    text = run("traject", *asked, "--json").stdout
    path = tmp_path / "vals.json"
    refused = wrong = 0
    for changed in spoiled(text):
        path.write_text(changed, encoding="utf-8")
        try:
            claim: Claim = read_any(system.repository, str(path))
            checked = recheck_any(system.repository, claim)
        except KwalificatiegraafError:
            refused += 1
        else:
            assert list(checked_view(claim, checked))
            wrong += not checked.klopt
    assert refused
    assert wrong


@pytest.mark.parametrize(
    ("shape", "word"), [("build", "traject"), ("explain", "uitleg"), ("repair", "herstel")]
)
def test_a_file_of_another_shape_says_what_it_looks_like_and_what_to_give(run, system, tmp_path, shape, word):
    document = json.loads(run("traject", shape, "115", "--json").stdout)
    document["meldingen"] = 3
    path = tmp_path / "stuk.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    with pytest.raises(BrokenFile) as broken:
        read_any(system.repository, str(path))
    assert broken.value.message == f"dit is geen {word}"
    assert broken.value.place == f"{path}, $.meldingen"
    assert "'traject build', 'explain' of 'repair'" in (broken.value.remedy or "")
