"""The stream of published versions: every state is a member, pages are full or grow, changes are stamped."""

from datetime import UTC, datetime

import pytest

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


def test_the_day_of_the_file_counts_when_the_graph_states_no_moment():
    store = with_versions(1, dated=False)
    name = graph("versie/BK-0000-1")
    text = (
        f'<{name}> <{PROV}wasDerivedFrom> <urn:f> . <urn:f> <http://purl.org/dc/terms/issued> "2026-02-03" .'
    )
    store.load(text.encode(), "text/turtle", graph("herkomst"))
    (member,) = read_stream(store, BASE).leden
    assert member.moment == "2026-02-03T00:00:00Z"


def test_a_changed_state_is_a_new_member_and_the_others_stay():
    store = with_versions(3)
    former = read_stream(store, BASE)
    changed = graph("versie/BK-0001-1")
    store.load(b'<urn:1> <urn:p> "nog iets" .', "text/turtle", changed)
    stamp_changes(store, BASE, former.toestanden, read_states(store, BASE), NOW)
    stream = read_stream(store, BASE)
    assert {lid.iri for lid in stream.leden} & {lid.iri for lid in former.leden} == {
        lid.iri for lid in former.leden if lid.graaf != changed
    }
    (new,) = [lid for lid in stream.leden if lid.graaf == changed]
    assert (new.moment, len(new.regels)) == ("2026-03-04T05:06:07Z", 2)
    assert stream.leden[-1] == new


def test_what_did_not_change_is_not_stamped():
    store = with_versions(3)
    before = list(store)
    stamp_changes(store, BASE, read_states(store, BASE), read_states(store, BASE), NOW)
    assert list(store) == before
