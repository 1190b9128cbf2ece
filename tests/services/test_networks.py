"""Layers, chains and factors: on small networks by hand, on random ones against their definition."""

from collections.abc import Mapping
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kwalificatiegraaf.domain.competentie import Competentie, Leerplaatsmogelijkheid
from kwalificatiegraaf.domain.kwalificatie import Beroepskwalificatie
from kwalificatiegraaf.domain.structuur import Structuur, Structuurpunt
from kwalificatiegraaf.errors import InvalidInput, NotFound
from kwalificatiegraaf.services.networks import analyse, structure_of
from kwalificatiegraaf.store.base import Store
from kwalificatiegraaf.store.repository import Repository
from kwalificatiegraaf.vocabulary.prefixes import DEFAULT_BASE
from tests.domain.voorbeelden import SCHEMA

VERSIE = "BK-0001-1"


@pytest.fixture(scope="module")
def repository(embedded_store: Store) -> Repository:
    return Repository(embedded_store, DEFAULT_BASE)


def code(number: int) -> str:
    return f"{VERSIE}.{number:02}"


def version(needs: Mapping[int, tuple[int, ...]], places: Mapping[int, tuple[str, ...]] | None = None):
    competences = tuple(
        Competentie(
            code=code(number),
            titel=f"Doet {number}",
            voorkennis=tuple(map(code, earlier)),
            leerplaatsen=tuple(
                Leerplaatsmogelijkheid(leerplaats=place)
                for place in (places or {}).get(number, ("klas", "werkplek"))
            ),
        )
        for number, earlier in needs.items()
    )
    return Beroepskwalificatie(code=VERSIE, titel="Proef", vks_niveau=3, competenties=competences)


def points(found: Structuur) -> dict[str, Structuurpunt]:
    return {one.competentie: one for one in found.competenties}


def test_a_small_network_by_hand() -> None:
    # 1 → 2 → 4, 1 → 3 → 4, 5 alone
    found = analyse(version({1: (), 2: (1,), 3: (1,), 4: (2, 3), 5: ()}), SCHEMA)
    assert found.lagen == ((code(1), code(5)), (code(2), code(3)), (code(4),))
    assert found.langste_ketting == (code(1), code(2), code(4))
    factors = {key: (one.blokkeringsfactor, one.vertragingsfactor) for key, one in points(found).items()}
    assert factors == {code(1): (3, 3), code(2): (1, 3), code(3): (1, 3), code(4): (0, 3), code(5): (0, 1)}
    assert found.complexiteit == 3 + 1 + 1 + 0 + 0 + 3 * 4 + 1
    assert points(found)[code(1)].volgt_erop == (code(2), code(3))


def test_scarcity_counts_leaf_places_and_what_waits() -> None:
    places = {1: ("reele-werkplek",), 2: ("werkplek",), 3: (), 4: ("leslokaal",)}
    found = analyse(version({1: (), 2: (1,), 3: (2,), 4: ()}, places), SCHEMA)
    assert points(found)[code(2)].leerplaatsen == ("reele-werkplek", "gesimuleerde-werkplek")
    assert [one.schaars for one in found.competenties] == [True, False, True, True]
    assert found.kwetsbaar == (code(1),)
    assert found.zonder_leerplaats == (code(3),)


def test_prerequisites_elsewhere_are_named_and_do_not_count() -> None:
    bare = version({1: ()})
    other = bare.competenties[0].model_copy(update={"voorkennis": ("BK-0002-1.01",)})
    found = analyse(bare.model_copy(update={"competenties": (other,)}), SCHEMA)
    assert found.voorkennis_elders == ("BK-0002-1.01",)
    assert (found.competenties[0].laag, found.competenties[0].voorkennis) == (1, ())


def test_a_circle_is_named() -> None:
    with pytest.raises(InvalidInput, match="kring") as caught:
        analyse(version({1: (3,), 2: (1,), 3: (2,), 4: ()}), SCHEMA)
    assert {code(1), code(2), code(3)} == set(str(caught.value.message).split(": ")[1].split(" → "))
    assert caught.value.remedy


@st.composite
def networks(draw: st.DrawFn) -> dict[int, tuple[int, ...]]:
    size = draw(st.integers(1, 7))
    edges = [pair for pair in combinations(range(1, size + 1), 2) if draw(st.booleans())]
    return {later: tuple(a for a, b in edges if b == later) for later in range(1, size + 1)}


def chains(needs: Mapping[int, tuple[int, ...]]) -> list[tuple[int, ...]]:
    """All chains of a network, by brute force."""
    found = [(number,) for number in needs]
    longer = found
    while longer:
        longer = [(earlier, *chain) for chain in longer for earlier in needs[chain[0]]]
        found = found + longer
    return found


@given(networks())
def test_factors_are_what_they_are_defined_as(needs: dict[int, tuple[int, ...]]) -> None:
    found, known = analyse(version(needs), SCHEMA), chains(needs)
    for number in needs:
        one = points(found)[code(number)]
        through = [chain for chain in known if number in chain]
        assert one.vertragingsfactor == max(map(len, through))
        waits = {later for chain in through for later in chain[chain.index(number) + 1 :]}
        assert one.blokkeringsfactor == len(waits)
        assert one.laag == max(len(chain) for chain in known if chain[-1] == number)
    longest = max(map(len, known))
    assert len(found.langste_ketting) == len(found.lagen) == longest
    best = min(chain for chain in known if len(chain) == longest)
    assert found.langste_ketting == tuple(map(code, best))


def test_the_hairdresser(repository: Repository) -> None:
    found = structure_of(repository, "BK-0090-2")
    assert found.langste_ketting == ("BK-0090-2.04", "BK-0090-2.15", "BK-0090-2.16")
    assert len(found.competenties) == 20
    assert {one.tekststatus for one in found.competenties} == {"eigen-formulering"}


def test_what_is_unknown_or_has_no_dossier_says_what_to_do(repository: Repository) -> None:
    with pytest.raises(NotFound, match="bedoelt u 'BK-0090-2'"):
        structure_of(repository, "BK-0090-3")
    with pytest.raises(InvalidInput, match="geen dossier") as caught:
        structure_of(repository, "BK-0002-3")
    assert "import vks-api" in str(caught.value.remedy)
