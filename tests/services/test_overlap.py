"""The overlap of two qualifications: only what a person confirmed counts, unless asked otherwise."""

from fractions import Fraction

import pytest
from rdflib import Graph, Literal
from rdflib.namespace import RDF

from kwalificatiegraaf.domain.individueel import Individuelevraag
from kwalificatiegraaf.domain.overlap import Overlap
from kwalificatiegraaf.errors import InvalidInput
from kwalificatiegraaf.services.individual import individual
from kwalificatiegraaf.services.overlap import overlap_of
from kwalificatiegraaf.store.base import Store
from kwalificatiegraaf.store.embedded import load_embedded
from kwalificatiegraaf.store.oxigraph import OxigraphStore
from kwalificatiegraaf.store.repository import Repository
from kwalificatiegraaf.vocabulary.prefixes import DEFAULT_BASE, concept_iri, entity_iri, graph_iri
from kwalificatiegraaf.vocabulary.terms import KG

EERSTE, TWEEDE = "BK-0168-3", "BK-0169-3"


def without_relations() -> Store:
    """Return the embedded data without its own relations between competences."""
    store = OxigraphStore()
    load_embedded(store)
    store.replace_graph(str(graph_iri(DEFAULT_BASE, "verbanden")), Graph())
    return store


@pytest.fixture(scope="module")
def plain() -> Repository:
    return Repository(without_relations(), DEFAULT_BASE)


@pytest.fixture(scope="module")
def related() -> Repository:
    """The embedded data with four relations: equal (once turned round), derived, and not confirmed."""
    store = without_relations()
    graph = Graph()
    for number, (one, two, kind, confirmed) in enumerate(
        (
            (f"{EERSTE}.03", f"{TWEEDE}.03", "gelijk", True),
            (f"{TWEEDE}.02", f"{EERSTE}.02", "gelijk", True),
            (f"{EERSTE}.06", f"{TWEEDE}.04", "afgeleid", True),
            (f"{EERSTE}.01", f"{TWEEDE}.01", "gelijk", False),
        )
    ):
        node = entity_iri(DEFAULT_BASE, "competentieverband", f"proef-{number}")
        graph.add((node, RDF.type, KG.Competentieverband))
        graph.add((node, KG.eersteCompetentie, entity_iri(DEFAULT_BASE, "competentie", one)))
        graph.add((node, KG.tweedeCompetentie, entity_iri(DEFAULT_BASE, "competentie", two)))
        graph.add((node, KG.verbandtype, concept_iri(DEFAULT_BASE, "verbandtype", kind)))
        graph.add((node, KG.bevestigd, Literal(confirmed)))
    repository = Repository(store, DEFAULT_BASE)
    store.replace_graph(str(repository.graph_iri("verbanden")), graph)
    return repository


def rest(found: Overlap) -> set[str]:
    return {one.competentie.rpartition(".")[2] for one in found.resterend}


def test_without_confirmed_relations_everything_remains_and_proposals_are_shown(plain: Repository) -> None:
    found = overlap_of(plain, EERSTE, TWEEDE)
    assert found.gelijk == ()
    assert len(found.resterend) == found.aantal == 17
    assert found.resterend_deel == 1
    assert [(one.eerste[-2:], one.tweede[-2:]) for one in found.voorstellen] == [("03", "03"), ("01", "01")]
    assert not found.voorstellen_geteld


def test_the_embedded_relations_shorten_the_second_trajectory(embedded_store: Store) -> None:
    found = overlap_of(Repository(embedded_store, DEFAULT_BASE), EERSTE, TWEEDE)
    assert [one.tweede[-2:] for one in found.gelijk] == ["01", "03"]
    assert [one.tweede[-2:] for one in found.verwant] == ["02", "04"]
    related = {(one.eerste, one.tweede) for one in found.verwant}
    assert all((one.eerste, one.tweede) not in related for one in found.voorstellen)
    assert found.resterend_deel is not None
    assert found.resterend_deel < 1


def test_proposals_count_only_when_asked(plain: Repository) -> None:
    found = overlap_of(plain, EERSTE, TWEEDE, count_proposals=True)
    assert found.voorstellen_geteld
    assert len(found.resterend) == 15


def test_confirmed_as_equal_counts_whichever_way_it_was_written(related: Repository) -> None:
    found = overlap_of(related, EERSTE, TWEEDE)
    assert {one.tweede[-2:] for one in found.gelijk} == {"02", "03"}
    assert [(one.tweede[-2:], one.verbandtype) for one in found.verwant] == [("04", "afgeleid")]
    assert {"02", "03"} & rest(found) == set()
    assert {"01", "04"} <= rest(found)
    assert all(one.tweede[-2:] not in {"02", "03"} for one in found.voorstellen)


def test_from_the_other_side(related: Repository) -> None:
    found = overlap_of(related, TWEEDE, EERSTE)
    assert {(one.eerste, one.tweede) for one in found.gelijk} == {
        (f"{TWEEDE}.02", f"{EERSTE}.02"),
        (f"{TWEEDE}.03", f"{EERSTE}.03"),
    }


def test_the_second_trajectory_is_shortened_by_weight(related: Repository) -> None:
    found = overlap_of(related, EERSTE, TWEEDE, hours=Fraction(510))
    weights = {one.code: one.gewicht or 0 for one in related.find_version(TWEEDE).competenties}
    left = sum(weights[one.competentie] for one in found.resterend)
    assert found.resterend_deel == Fraction(left, sum(weights.values()))
    standard, asked = found.verkortingen
    assert standard.traject == "1-duaal"
    assert standard.resterende_uren == standard.uren * found.resterend_deel
    assert (asked.traject, asked.resterende_uren) == (None, 510 * found.resterend_deel)
    assert sum(one.deel or 0 for one in found.resterend) == found.resterend_deel


def test_the_weeks_are_those_of_who_has_the_first_and_what_is_equal(related: Repository) -> None:
    found = overlap_of(related, EERSTE, TWEEDE)
    proofs = [
        {"soort": "beroepskwalificatie", "kwalificatie": EERSTE},
        {"soort": "competenties", "competenties": [pair.tweede for pair in found.gelijk]},
    ]
    asked = {"opleiding": "1", "startdatum": "2026-09-01", "bewijzen": proofs}
    own = individual(related, Individuelevraag.model_validate(asked))
    (standard,) = found.verkortingen
    assert standard.resterende_weken == sum(period.weken for period in own.perioden)
    assert standard.weken == 72 > standard.resterende_weken


def test_without_weights_hours_stay_open(related: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    version = related.find_version(TWEEDE)
    first, *others = version.competenties
    light = version.model_copy(update={"competenties": (first.model_copy(update={"gewicht": None}), *others)})
    own = related.find_version
    monkeypatch.setattr(related, "find_version", lambda code: light if code == TWEEDE else own(code))
    found = overlap_of(related, EERSTE, TWEEDE)
    assert (found.resterend_deel, found.ontbreekt) == (None, (first.code,))
    assert found.verkortingen[0].resterende_uren is None


@pytest.mark.parametrize(
    ("codes", "given", "place"),
    [
        ((EERSTE, EERSTE), {}, "tweede"),
        ((EERSTE, TWEEDE), {"least": Fraction(2)}, "ondergrens"),
        ((EERSTE, TWEEDE), {"hours": Fraction(0)}, "uren"),
        ((EERSTE, "BK-0002-3"), {}, "code"),
    ],
)
def test_what_cannot_be_names_its_field(
    plain: Repository, codes: tuple[str, str], given: dict[str, Fraction], place: str
) -> None:
    with pytest.raises(InvalidInput) as caught:
        overlap_of(plain, *codes, **given)
    assert caught.value.place == place
    assert caught.value.remedy
