"""The stream of published versions: every state is a member, pages are full or grow, changes are stamped."""

from datetime import UTC, datetime, timedelta

import pytest
from rdflib import Graph, Literal, URIRef

from kwalificatiegraaf.services.finishing import finish_change, mark_change
from kwalificatiegraaf.services.stream import (
    LAST,
    SIZE,
    read_states,
    read_stream,
    stamp_changes,
)
from kwalificatiegraaf.store.oxigraph import OxigraphStore

BASE = "http://voorbeeld.test/kg"
PROV = "http://www.w3.org/ns/prov#"
NOW = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)


def graph(name: str) -> str:
    return f"{BASE}/graph/{name}"


def with_versions(number: int, *, dated: bool = True) -> OxigraphStore:
    store = OxigraphStore()
    lines = []
    for one in range(number):
        name = graph(f"versie/BK-{one:04}-1")
        lines.append(f'<urn:{one}> <urn:p> "met spatie > en ." <{name}> .')
        if dated:
            lines.append(f'<{name}> <{PROV}generatedAtTime> "2026-01-01T0{one % 9}:00:00+01:00" <urn:h> .')
    store.load("\n".join(lines).encode(), "application/n-quads")
    return store


def test_every_version_of_the_embedded_data_is_a_member(embedded_store):
    base = "https://w3id.org/kwalificatiegraaf"
    stream = read_stream(embedded_store, base)
    folders = ("versie/", "leerplaatsen/", "traject/")
    names = [
        n for n in embedded_store.graph_names() if n.startswith(tuple(f"{base}/graph/{f}" for f in folders))
    ]
    assert sorted(lid.graaf for lid in stream.leden) == names
    assert len({lid.iri for lid in stream.leden}) == len(names) > 280
    assert [len(page.leden) for page in stream.bladzijden[:-1]] == [SIZE] * (len(names) // SIZE)
    for lid in stream.leden:
        held = embedded_store.get_graph(lid.graaf)
        assert {line.split(" ")[1] for line in lid.regels} == {one.n3() for one in held.predicates()}
        assert len(lid.regels) == len(held)


def test_members_come_in_order_of_time_and_in_utc():
    stream = read_stream(with_versions(12), BASE)
    moments = [lid.moment for lid in stream.leden]
    assert moments == sorted(moments)
    assert moments[0] == "2025-12-31T23:00:00Z"


@pytest.mark.parametrize(("number", "sizes"), [(0, [0]), (3, [3]), (SIZE, [SIZE, 0]), (SIZE + 1, [SIZE, 1])])
def test_only_the_last_page_grows(number, sizes):
    pages = read_stream(with_versions(number), BASE).bladzijden
    assert [len(page.leden) for page in pages] == sizes
    assert [page.af for page in pages] == [True] * (len(sizes) - 1) + [False]
    assert pages[-1].naam == LAST


def test_a_full_page_keeps_its_name_when_the_stream_grows():
    before = read_stream(with_versions(SIZE), BASE).bladzijden[0]
    store = with_versions(SIZE)
    newer = graph("versie/BK-9999-1")
    text = f'<urn:n> <urn:p> 1 . <{newer}> <{PROV}generatedAtTime> "2027-01-01T00:00:00Z" .'
    store.load(text.encode(), "text/turtle", newer)
    first, last = read_stream(store, BASE).bladzijden
    assert first == before
    assert [lid.graaf for lid in last.leden] == [newer]


def test_a_graph_without_a_moment_is_not_published():
    stream = read_stream(with_versions(3, dated=False), BASE)
    assert stream.leden == ()
    assert len(stream.toestanden) == 3


def test_a_moment_that_is_none_does_not_count():
    store = with_versions(2)
    name = graph("versie/BK-0000-1")
    store.load(f'<{name}> <{PROV}generatedAtTime> "gisteren" .'.encode(), "text/turtle", graph("herkomst"))
    assert len(read_stream(store, BASE).leden) == 2


def test_the_day_of_the_file_counts_when_the_graph_states_no_moment():
    store = with_versions(1, dated=False)
    name = graph("versie/BK-0000-1")
    text = (
        f'<{name}> <{PROV}wasDerivedFrom> <urn:f> . <urn:f> <http://purl.org/dc/terms/issued> "2026-02-03" .'
    )
    store.load(text.encode(), "text/turtle", graph("herkomst"))
    (member,) = read_stream(store, BASE).leden
    assert member.moment == "2026-02-03T00:00:00Z"


def publish(store, changes, moment=NOW):
    """Change graphs (their code → triples, none to remove it) as a publication does."""
    before = read_stream(store, BASE)
    with store.transaction() as transaction:
        mark_change(transaction, BASE, before.toestanden)
        for code, turtle in changes.items():
            found = Graph().parse(data=turtle, format="turtle")
            transaction.replace_graph(graph(f"versie/{code}"), found)
    finish_change(store, BASE, moment, before)
    return before, read_stream(store, BASE)


def test_a_changed_state_is_a_new_member_and_the_former_one_stays():
    store = with_versions(3)
    before, after = publish(store, {"BK-0001-1": '<urn:1> <urn:p> "nieuw", "nog iets" .'})
    assert after.leden[:-1] == before.leden
    (former,) = [lid for lid in before.leden if lid.graaf == graph("versie/BK-0001-1")]
    new = after.leden[-1]
    assert (new.graaf, new.moment, len(new.regels)) == (former.graaf, "2026-03-04T05:06:07Z", 2)
    assert after.successor(former) == new
    assert after.successor(new) is None


def test_pages_are_only_added():
    store = with_versions(SIZE + 3)
    first, _ = read_stream(store, BASE).bladzijden
    one = {f"BK-{number:04}-1": "<urn:n> <urn:p> 1 ." for number in (0, 7, SIZE + 1)}
    all_of_them = {f"BK-{number:04}-1": "<urn:n> <urn:p> 2 ." for number in range(SIZE + 3)}
    _, after = publish(store, one)
    assert after.bladzijden[0] == first
    _, after = publish(store, all_of_them, NOW + timedelta(seconds=1))
    assert [len(page.leden) for page in after.bladzijden] == [SIZE, SIZE, 2 * (SIZE + 3) + 3 - 2 * SIZE]
    assert after.bladzijden[0] == first
    assert [page.vorige for page in after.bladzijden] == [None, *(p.naam for p in after.bladzijden[:-1])]


def test_a_removed_state_stays_on_its_page_too():
    store = with_versions(SIZE)
    before, after = publish(store, {"BK-0003-1": ""})
    assert after.bladzijden == before.bladzijden
    assert graph("versie/BK-0003-1") not in after.toestanden
    _, again = publish(store, {"BK-0004-1": "<urn:n> <urn:p> 1 ."})
    assert again.leden[:-1] == after.leden


def test_where_nothing_is_published_any_more_nothing_is_kept():
    store = with_versions(2)
    _, after = publish(store, {"BK-0000-1": "", "BK-0001-1": ""})
    assert after.leden == ()
    assert graph("uitgaven") not in store.graph_names()


@pytest.mark.parametrize("was", ["generatedAtTime", "value"])
def test_a_kept_state_that_is_not_what_its_name_says_is_left_out(was):
    store = with_versions(2)
    _, after = publish(store, {"BK-0000-1": "<urn:n> <urn:p> 1 ."})
    kept = store.get_graph(graph("uitgaven"))
    for subject in set(kept.subjects()):
        kept.set((subject, URIRef(f"{PROV}{was}"), Literal("onzin")))
    store.replace_graph(graph("uitgaven"), kept)
    assert read_stream(store, BASE).leden == after.leden[1:]


def test_what_did_not_change_is_not_stamped():
    store = with_versions(3)
    before = list(store)
    stamp_changes(store, BASE, read_states(store, BASE), read_states(store, BASE), NOW)
    assert list(store) == before
