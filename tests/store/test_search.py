"""Text search as a visitor does it: names of trades, their verbs, typos, half words, and noise."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kwalificatiegraaf.store.dutch import fold, roots, stem, without_stopwords, words
from kwalificatiegraaf.store.search import Document, Zoekindex


def document(
    code: str, titel: str, *synoniemen: str, tekst: str = "", soort: str = "kwalificatie"
) -> Document:
    return Document(soort=soort, code=code, titel=titel, synoniemen=synoniemen, tekst=tekst)


DOCUMENTS = [
    document("BK-0090-2", "Kapper", "kapster", "coiffeur"),
    document("BK-0357-2", "Kapper-stylist"),
    document("BK-0082-2", "Metselaar", "metser"),
    document("BK-0168-3", "Dekvloerlegger", "chapelegger"),
    document("BK-0130-5", "Stukadoor", tekst="Werkt samen met de metselaar."),
    document("BK-0500-1", "Coördinator evenementen", "organisator"),
    document("BK-0501-1", "Verkoper", "verkoopster", "winkelbediende"),
    document("BK-0502-1", "Lasser"),
    document("BK-0503-1", "Monteur", tekst="Herstelt kapotte kappen van machines."),
    document("BK-0504-1", "Bestuurder bus"),
    document("BK-0505-1", "Begeleider kinderopvang"),
    document("BK-0090-2.07", "Knipt het haar", tekst="haar knippen met de schaar", soort="competentie"),
    document("BK-0090-2.08", "Kleurt het haar", soort="competentie"),
]
INDEX = Zoekindex.build(DOCUMENTS)


def codes(text: str, soort: str | None = None) -> list[str]:
    return [hit.code for hit in INDEX.search(text, soort=soort)]


@pytest.mark.parametrize(
    "text", ["kappen", "kapper", "kappers", "kapster", "kapsters", "KAPPER", "haarkapper"]
)
def test_every_form_finds_the_hairdresser_first(text: str) -> None:
    assert codes(text)[0] == "BK-0090-2"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("metselen", "BK-0082-2"),
        ("metselaarster", "BK-0082-2"),
        ("stukadoren", "BK-0130-5"),
        ("verkoopsters", "BK-0501-1"),
        ("verkopen", "BK-0501-1"),
        ("laster", "BK-0502-1"),
        ("lassen", "BK-0502-1"),
        ("monteren", "BK-0503-1"),
        ("besturen", "BK-0504-1"),
        ("begeleidsters", "BK-0505-1"),
        ("vloerlegger", "BK-0168-3"),
        ("legger", "BK-0168-3"),
        ("dekvloer", "BK-0168-3"),
        ("coordinator", "BK-0500-1"),
        ("coördinatoren", "BK-0500-1"),
        ("metselar", "BK-0082-2"),
        ("winkelbedeinde", "BK-0501-1"),
        ("BK-0090-2", "BK-0090-2"),
        ("bk-0090-2.08", "BK-0090-2.08"),
        ("haar knippen", "BK-0090-2.07"),
        ("het kleuren van haren", "BK-0090-2.08"),
    ],
)
def test_what_people_type_finds_what_they_mean(text: str, code: str) -> None:
    assert codes(text)[0] == code


def test_titles_before_synonyms_before_texts() -> None:
    index = Zoekindex.build(
        [
            document("c", "Iets", tekst="bakker bakker bakker bakker"),
            document("b", "Anders", "bakker"),
            document("a", "Bakker van brood en gebak in een grote en drukke winkel"),
            *(document(f"z{i}", f"Bakker nummer {i}") for i in range(30)),
        ]
    )
    order = [hit.code for hit in index.search("bakker", limit=50)]
    assert len(order) == 33
    assert order.index("a") < order.index("b") < order.index("c") == 32


def test_a_kind_can_be_chosen() -> None:
    assert set(codes("haar", "competentie")) == {"BK-0090-2.07", "BK-0090-2.08"}
    assert codes("haar", "onbekend") == []


@pytest.mark.parametrize(
    "text", ["", "   ", '"', "+-*&|!(){}[]^~?:\\/", "titel:", "AND OR NOT", "a" * 5000, "\x00"]
)
def test_noise_finds_nothing_and_never_fails(text: str) -> None:
    assert INDEX.search(text) == []


@given(st.text(max_size=60), st.integers(-1, 10**12))
def test_any_text_is_searched(text: str, limit: int) -> None:
    assert len(INDEX.search(text, limit)) <= len(DOCUMENTS)


def test_the_order_is_fixed() -> None:
    same = [document(f"BK-{n:04}-1", "Dezelfde titel") for n in range(300)]
    forward, backward = Zoekindex.build(same), Zoekindex.build(reversed(same))
    found = forward.search("titel", 7)
    assert [hit.code for hit in found] == [f"BK-{n:04}-1" for n in range(7)]
    assert backward.search("titel", 7) == found
    scores = [hit.score for hit in INDEX.search("kapper")]
    assert scores == sorted(scores, reverse=True)


def test_the_limit_and_the_empty_index() -> None:
    assert len(INDEX.search("kapper", 1)) == 1
    assert INDEX.search("kapper", 0) == []
    assert Zoekindex.build([]).search("kapper") == []


def test_folding_and_stopwords() -> None:
    assert words("Coördinatie: crème-BRÛLÉE (2de)") == ["coordinatie", "creme", "brulee", "2de"]
    assert fold("ÉÏ") == "ei"
    assert without_stopwords(["de", "kapper", "van", "dienst"]) == ["kapper", "dienst"]
    assert without_stopwords(["de", "van"]) == ["de", "van"]
    assert stem("kappen") == "kap"


@pytest.mark.parametrize(
    "family",
    [
        "kappen kapper kappers kapster kapsters kapt",
        "schrijven schrijver schrijfster schrijvers",
        "verkopen verkoper verkoopster verkoopt",
        "monteren monteur monteurs monteerder",
        "beheren beheerder beheerders beheer",
        "verzekeren verzekeraar verzekering verzekert",
        "bouwen bouwer bouwsters bouwt",
    ],
)
def test_a_family_of_words_shares_a_root(family: str) -> None:
    first, *others = map(set, map(roots, family.split()))
    assert all(first & other for other in others)


@pytest.mark.parametrize(
    ("one", "other"), [("kapper", "kok"), ("lasser", "lezer"), ("bakker", "boeker"), ("jaar", "jas")]
)
def test_other_trades_keep_other_roots(one: str, other: str) -> None:
    assert not set(roots(one)) & set(roots(other))


def test_the_embedded_hairdresser(embedded_documents: tuple[Document, ...]) -> None:
    index = Zoekindex.build(embedded_documents)
    for text in ("kappen", "kapper", "kapsters"):
        assert index.search(text, 3, "kwalificatie")[0].code == "BK-0090-2"


def test_a_word_whose_stem_is_a_stop_word_does_not_find_that_stop_word() -> None:
    index = Zoekindex.build(
        [
            Document(soort="competentie", code="A.01", titel="Werkt samen met de ploeg"),
            Document(soort="kwalificatie", code="A", titel="Metselaar"),
        ]
    )
    assert [hit.code for hit in index.search("metsel", 5)] == ["A"]
