"""Every placement rests on things that the graph knows, and its sentence follows from a template."""

import pytest

from kwalificatiegraaf.bootstrap import open_store
from kwalificatiegraaf.errors import InvalidInput, NotFound
from kwalificatiegraaf.planning.reasonwords import REGELS
from kwalificatiegraaf.planning.templates import ANDER, REGELZIN
from kwalificatiegraaf.services.placements import explain_all, explain_item, explain_items
from kwalificatiegraaf.services.trajectory import load_trajectory
from kwalificatiegraaf.settings import Settings
from kwalificatiegraaf.store.embedded import load_embedded
from kwalificatiegraaf.store.repository import Repository
from kwalificatiegraaf.vocabulary.prefixes import DEFAULT_BASE


@pytest.fixture(scope="module")
def repository() -> Repository:
    store = open_store(Settings(store="memory"))
    load_embedded(store, DEFAULT_BASE)
    return Repository(store, DEFAULT_BASE)


def test_every_rule_has_a_concept_and_a_sentence_in_both_languages(repository: Repository) -> None:
    graph = repository.store.get_graph(str(repository.graph_iri("codelijsten")))
    concepts = {str(s).rpartition("/")[2] for s in graph.subjects() if "/concept/bouwregel/" in str(s)}
    assert concepts == set(REGELS) == set(REGELZIN)
    assert all(set(words) == {"nl", "en"} for words in (*REGELZIN.values(), *ANDER.values()))


def test_every_placement_of_every_trajectory_is_explained_by_what_the_graph_knows(
    repository: Repository,
) -> None:
    grounds: set[str] = set()
    for code in repository.trajectory_codes():
        traject = load_trajectory(repository, code)
        found = explain_all(repository, code)
        placed = [(item.onderdeel, one.leerplaats, one.periode) for item in found for one in item.plaatsingen]
        assert sorted(placed) == sorted((r.onderdeel, r.leerplaats, r.periode) for r in traject.toewijzingen)
        for item in found:
            for one in item.plaatsingen:
                assert one.regel in REGELS
                assert one.gronden[0].soort == "regel"
                assert one.zin.endswith(".")
                assert one.zin_en.endswith(".")
                assert "{" not in one.zin + one.zin_en
                grounds |= {ground.iri for ground in one.gronden}
    known = {
        str(s) for name in repository.store.graph_names() for s in repository.store.get_graph(name).subjects()
    }
    assert grounds - known == set()


def test_a_forced_placement_says_so_and_an_alternative_its_cost(repository: Repository) -> None:
    found = explain_item(repository, "115", "BK-0090-2.15")
    (one,) = found.plaatsingen
    assert (one.leerplaats, one.plaats_gedwongen) == ("reele-werkplek", True)
    assert "deze plaats is gedwongen" in one.zin
    assert "this place is forced" in one.zin_en
    assert {other.soort for other in one.alternatieven} == {"plaats", "periode"}
    assert all(other.status != "open" for other in one.alternatieven)
    assert found == explain_item(repository, "115", "BK-0090-2.15")


def test_general_education_is_forced_by_the_timetable(repository: Repository) -> None:
    found = explain_item(repository, "115", "frans")
    assert {one.regel for one in found.plaatsingen} == {"lessentabel"}
    assert all(one.plaats_gedwongen and one.periode_gedwongen for one in found.plaatsingen)


def test_an_unknown_item_and_an_unsound_trajectory_are_refused(repository: Repository) -> None:
    with pytest.raises(NotFound, match=r"BK-0090-2\.99"):
        explain_item(repository, "115", "BK-0090-2.99")
    traject = load_trajectory(repository, "115")
    broken = traject.model_copy(update={"toewijzingen": traject.toewijzingen[1:]})
    with pytest.raises(InvalidInput, match="doorstaat de controle niet"):
        explain_items(repository, broken, ["frans"], calendar=False)
