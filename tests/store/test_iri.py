"""What counts as an IRI: all of it the engine takes, and what people write passes."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kwalificatiegraaf.errors import InvalidInput
from kwalificatiegraaf.store.iri import ABSOLUTE, OF_A_THING, SHORTLY
from kwalificatiegraaf.store.oxigraph import OxigraphStore

EMPTY = OxigraphStore()
LIKE = {
    pattern: st.from_regex(re.sub("([^\0-\x7f])-([^\0-\x7f])", r"\1\2", pattern.pattern), fullmatch=True)
    for pattern in (ABSOLUTE, OF_A_THING)
}
"""Texts of each pattern; of its long ranges of letters only the ends."""
BETWEEN = "\x9f\ud800\udfff\ue000\uf8ff\ufdd0\ufdef\ufff0\uffff\U0001fffe\U0001ffff\U0002fffe\U0002ffff"
"""Signs beside those ranges, at every end of what lies between two of them."""


@given(st.one_of(*LIKE.values()))
def test_the_engine_takes_every_iri_of_the_pattern(iri: str) -> None:
    assert not EMPTY.ask(f"ASK {{ <{iri}> ?p ?o }}")


@pytest.mark.parametrize("pattern", [ABSOLUTE, OF_A_THING], ids=["absolute", "of a thing"])
@given(data=st.data())
def test_the_short_pattern_takes_every_iri(pattern: re.Pattern[str], data: st.DataObject) -> None:
    assert re.fullmatch(SHORTLY[pattern], data.draw(LIKE[pattern]))


@pytest.mark.parametrize(
    "iri",
    ["https://w3id.org/kwalificatiegraaf/id/x", "urn:x:y", "http://a.be:80/é?b=c#d%20e", "file:///tmp/x"],
)
def test_what_people_write_is_an_iri(iri: str) -> None:
    assert ABSOLUTE.fullmatch(iri)
    assert bool(OF_A_THING.fullmatch(iri)) is not iri.startswith("file:")


@pytest.mark.parametrize("sign", [*BETWEEN, "\U0003fffe", "\U000e0000"])
def test_between_the_ranges_of_letters_lies_none(sign: str) -> None:
    for text in (f"urn:{sign}", f"https://a.be/{sign}"):
        assert not ABSOLUTE.fullmatch(text)
        assert not OF_A_THING.fullmatch(text)
        with pytest.raises((InvalidInput, UnicodeEncodeError)):
            EMPTY.ask(f"ASK {{ <{text}> ?p ?o }}")


@pytest.mark.parametrize(
    "text", ["", "naam", "http://a/b c", "http://a/\x9c", "http://a/%zz", "http://a/<b>"]
)
def test_what_no_graph_can_be_named_by_is_none(text: str) -> None:
    assert not ABSOLUTE.fullmatch(text)
