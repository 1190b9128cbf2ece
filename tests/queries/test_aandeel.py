"""The question about the share agrees with the exact check in Python, on all embedded trajectories."""

from decimal import Decimal
from fractions import Fraction

import pytest

from kwalificatiegraaf.domain.aandeel import Aandeel, measure_all
from kwalificatiegraaf.services.trajectory import load_trajectory
from kwalificatiegraaf.store.base import Store
from kwalificatiegraaf.store.repository import Repository
from kwalificatiegraaf.vocabulary.prefixes import DEFAULT_BASE
from tests.queries.harnas import QUESTIONS, answer

CODES = ("1-duaal", "115-duaal", "115-voltijds", "23-duaal", "307-duaal", "310-duaal", "38-duaal")
LAST_DECIMAL = Fraction(1, 1_000_000)


def test_all_embedded_trajectories_are_checked(embedded_store: Store) -> None:
    assert sorted(Repository(embedded_store, DEFAULT_BASE).trajectory_codes()) == sorted(CODES)


@pytest.mark.parametrize("code", CODES)
def test_the_query_agrees_with_the_check(code: str, embedded_store: Store) -> None:
    repository = Repository(embedded_store, DEFAULT_BASE)
    exact = measure_all(load_trajectory(repository, code), repository.places())
    rows = answer(embedded_store, QUESTIONS["aandeel-van-traject"], {"traject": code})
    asked = {(local(row["grondslag"]), local(row["bereik"])): row for row in rows}
    assert len(rows) == len(asked) == len(exact)
    assert any(share.aandeel is not None for share in exact)
    for share in exact:
        assert_same(asked[share.grondslag, share.bereik], share)


def local(iri: object) -> str:
    return str(iri).rpartition("/")[2]


def assert_same(row: dict[str, object], share: Aandeel) -> None:
    assert row["ontbreekt"] == len(share.ontbreekt)
    for name in ("teller", "noemer", "aandeel"):
        exact = getattr(share, name)
        assert (name in row) is (exact is not None)
        if exact is not None:
            rounded = row[name]
            assert isinstance(rounded, Decimal)
            assert abs(Fraction(rounded) - exact) <= LAST_DECIMAL
