"""Whatever stands where in an answer, the reader reads it or refuses it: never another error."""

from copy import deepcopy
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from kwalificatiegraaf.errors import BrokenFile
from kwalificatiegraaf.exporters.vks_api import export_detail
from kwalificatiegraaf.importers.vks_api import Antwoord, parse
from tests.importers.lezen import load

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)


def places(value: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [at, *(place for key, inner in items for place in places(inner, (*at, key)))]


def replace(document: Any, place: tuple[Any, ...], value: Any) -> Any:
    if not place:
        return value
    copy = deepcopy(document)
    inner = copy
    for key in place[:-1]:
        inner = inner[key]
    inner[place[-1]] = value
    return copy


@given(st.sampled_from(["detail.json", "vallen.json", "lijst.json"]), st.data(), anything)
@settings(max_examples=150, deadline=None)
def test_any_value_in_any_place_is_read_or_refused(name: str, data: st.DataObject, value: Any) -> None:
    document = load(name)
    place = data.draw(st.sampled_from(places(document)))
    answer = read_or_refuse(replace(document, place, value), name)
    if isinstance(answer, BrokenFile):
        assert (answer.place or "").startswith(f"{name}, $")
        assert answer.message
    else:
        assert all(export_detail(version)["totalItems"] == 1 for version in answer.versies)


def read_or_refuse(document: Any, name: str) -> Antwoord | BrokenFile:
    try:
        return parse(document, name)
    except BrokenFile as error:
        return error
