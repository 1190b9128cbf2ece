"""A detail answer becomes a version, with every trap of the real data."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from kwalificatiegraaf.domain.competentie import Kennis, Vaardigheid
from kwalificatiegraaf.errors import BrokenFile
from kwalificatiegraaf.importers.vks_api import parse_detail
from tests.importers.lezen import changed, load

Change = Callable[[dict[str, Any]], Any]
BK = "$.beroepskwalificatie"


def test_a_whole_dossier_is_read() -> None:
    version, notes = parse_detail(load("detail.json"), "detail.json")
    assert notes == ()
    assert (version.code, version.titel, version.vks_niveau) == ("BK-9901-2", "Theeschenker", 3)
    assert (version.status, version.statuscode, version.tekststatus) == ("erkend", "ERKEND", "officieel")
    assert (version.geldig_vanaf, version.geldig_tot) == (date(2020, 10, 8), date(2027, 9, 1))
    assert [one.code for one in version.competenties] == ["BK-9901-2.01", "BK-9901-2.02", "BK-9901-2.03"]
    assert version.aantal_competenties == 3
    first = version.competenties[0]
    assert (first.competentiecode, first.volgnummer, first.tekststatus) == ("bkc9900001", 1, "officieel")
    assert first.kennis == (Kennis(kennistype="basiskennis", tekst="Beleefdheidsvormen"),)
    assert [line.autonomietype for line in version.autonomie] == [
        "is-zelfstandig-in",
        "is-gebonden-aan",
        "doet-beroep-op",
    ]
    assert [getattr(field, "code", None) for field in (version.isced_breed, version.isced_smal)] == [
        "10",
        "101",
    ]
    assert version.domeinen[0].pad[1].domein == "Theehuis"
    assert version.deelkwalificaties[0].code == "BK-9901-2-DBK-01"
    assert (version.api_link or "").endswith("/BK-9901-2")


def test_texts_are_kept_to_the_letter() -> None:
    version, _ = parse_detail(load("vallen.json"), "vallen.json")
    first = version.competenties[0]
    assert version.titel == "Zeeëgelduiker’s maat"
    assert version.definitie == "<p>Duikt naar zee&euml;gels,\r\n\t<b>schelpen</b>  en wier…</p>"
    assert first.titel == "Duikt  diep..."
    assert first.kennis[0].tekst == "getijden en stromingen"
    assert first.kennis[2].tekst == "Regel een\r\n\tRegel twee"
    assert first.referenties == ("-c", "co 99020", "99021-c", "SK-9922", "SK-9922-c", "99023", "-c")


def test_a_missing_kind_stays_missing_and_a_kind_is_read_whatever_its_case() -> None:
    version, _ = parse_detail(load("vallen.json"), "vallen.json")
    assert version.competenties[0].vaardigheden == (
        Vaardigheid(tekst="houdt de adem in"),
        Vaardigheid(tekst="Daalt af…"),
        Vaardigheid(vaardigheidstype="motorisch", tekst="Zwemt"),
        Vaardigheid(vaardigheidstype="motorisch", tekst="zwemt"),
        Vaardigheid(vaardigheidstype="motorisch", tekst="Zwemt"),
    )
    assert version.autonomie[0].autonomietype is None


def test_numbers_booleans_and_dates_come_as_text_too() -> None:
    version, notes = parse_detail(load("vallen.json"), "vallen.json")
    assert (version.vks_niveau, version.nieuwste_versie, version.erkenningsjaar) == (4, True, 2020)
    assert version.competenties[0].volgnummer == 1
    assert version.erkenningsdatum == date(2020, 2, 7)
    assert version.geldig_tot == date(2028, 3, 1)
    assert version.laatste_wijzigingsdatum == date(2021, 6, 30)
    assert [(note.pad, note.waarde) for note in notes] == [
        (f"{BK}.laatste_wijzigingsdatum", '"2021-06-30 14:25"')
    ]


def test_an_empty_list_differs_from_an_absent_one() -> None:
    version, _ = parse_detail(load("vallen.json"), "vallen.json")
    assert version.leeg == ("attesten", "synoniemen")
    assert [one.leeg for one in version.competenties] == [(), ("kennis", "referenties", "vaardigheden"), ()]


def test_a_competence_without_a_number_of_its_own_goes_by_its_code() -> None:
    version, notes = parse_detail(load("nummers.json"), "nummers.json")
    assert [one.code.removeprefix("BK-9903-2.") for one in version.competenties] == [
        "01",
        "03",
        "bkc9903002",
        "bkc9903004",
        "bkc9903009",
    ]
    assert [one.volgnummer for one in version.competenties] == [1, 3, None, None, None]
    assert [(note.pad.removeprefix(f"{BK}.competenties"), note.waarde) for note in notes] == [
        ("[2].nr", None),
        ("[3].nr", "2"),
        ("[4].nr", "2"),
        ("", "[3, 1, null, 2, 2]"),
    ]
    assert "bkc9903002 is nu de identiteit" in notes[1].reden


def test_what_cannot_be_expressed_is_reported_with_its_path() -> None:
    version, notes = parse_detail(load("meer.json"), "meer.json")
    assert {note.pad.removeprefix(BK) for note in notes} == {
        "$.meta",
        ".sectorraad",
        ".links.pdf",
        ".isced.versie",
        ".competenties[0].vaardigheden[0].bron",
        ".competenties[1].uren",
        ".competenties[1].kennis[0].kennis_type",
        ".extra_info",
        ".verantwoordelijkheid[2].waarde",
        ".versie_nr_kort",
        ".statuscode",
        ".einddatum",
    }
    assert {note.bestand for note in notes} == {"meer.json"}
    assert version.competenties[1].kennis[0] == Kennis(tekst="Trektijden van theesoorten")
    assert (version.status, version.statuscode, version.geldig_tot) == ("erkend", "IN_BERAAD", None)
    assert version.verantwoordelijkheid == ("Tevreden gasten", "Een zuiver servies")


def test_contradicting_status_and_misplaced_parts_are_reported() -> None:
    def change(bk: dict[str, Any]) -> None:
        bk["status"] = "geschrapt"
        part = bk["deelkwalificaties"][0]
        bk["deelkwalificaties"] = [
            {**part, "deelkwalificatie_nr_lang": "BK-9901-2-DBK-02", "deelkwalificatie_nr_kort": "DBK-09"},
            {**part, "links": {"website": {"href": "https://example.org"}}},
            part,
        ]

    version, notes = parse_detail(changed(change), "x.json")
    assert [part.code[-2:] for part in version.deelkwalificaties] == ["01", "02"]
    assert [note.pad.removeprefix(f"{BK}.") for note in notes] == [
        "status",
        "deelkwalificaties[0].deelkwalificatie_nr_kort",
        "deelkwalificaties[1].links.website",
        "deelkwalificaties[2]",
        "deelkwalificaties",
    ]


@pytest.mark.parametrize(
    ("change", "path", "reason"),
    [
        (lambda bk: bk.pop("titel"), ".titel", "dit verplichte veld ontbreekt"),
        (lambda bk: bk.update(titel=" \t"), ".titel", "heeft niet de juiste vorm: volg de vorm"),
        (lambda bk: bk.update(titel=["x"]), ".titel", '["x"] is geen tekst'),
        (lambda bk: bk.update(vks_niveau=9), ".vks_niveau", "9 is te groot: geef hoogstens 8"),
        (lambda bk: bk.update(vks_niveau=0), ".vks_niveau", "0 is te klein: geef minstens 1"),
        (lambda bk: bk.update(vks_niveau="drie"), ".vks_niveau", '"drie" is geen geheel getal'),
        (lambda bk: bk.update(vks_niveau=True), ".vks_niveau", "niet waar of onwaar"),
        (lambda bk: bk.update(vks_niveau=2.5), ".vks_niveau", "2.5 is geen geheel getal"),
        (lambda bk: bk.update(vks_niveau=None), ".vks_niveau", "null is geen geheel getal"),
        (lambda bk: bk.update(versie_nr_lang="BK-9901"), ".versie_nr_lang", "heeft niet de juiste vorm"),
        (
            lambda bk: bk.update(nieuwste_versie="misschien"),
            ".nieuwste_versie",
            '"misschien" is geen ja of nee',
        ),
        (lambda bk: bk.update(erkenningsdatum="8 oktober"), ".erkenningsdatum", "geen datum"),
        (lambda bk: bk.update(erkenningsdatum="2021-02-29"), ".erkenningsdatum", "geen datum"),
        (lambda bk: bk.update(competenties={}), ".competenties", "{} is geen lijst"),
        (lambda bk: bk["competenties"].append(3), ".competenties[3]", "3 is geen object"),
        (lambda bk: bk["competenties"][1].pop("waarde"), ".competenties[1].waarde", "ontbreekt"),
        (lambda bk: bk["competenties"][1].update(nr=0), ".competenties[1].nr", "0 is te klein"),
        (lambda bk: bk.update(titel="\ud800"), ".titel", "geef geldige Unicode"),
        (
            lambda bk: bk["competenties"][1].update(nr=None, competentie_code="x"),
            ".competenties[1].competentie_code",
            "nr ontbreekt en er is geen code",
        ),
        (
            lambda bk: [one.update(nr=1, competentie_code="bkc9900001") for one in bk["competenties"]],
            ".competenties[1]",
            "BK-9901-2.bkc9900001 komt meer dan eens voor",
        ),
        (
            lambda bk: bk["deelkwalificaties"][0].update(deelkwalificatie_nr_lang="BK-9902-2-DBK-01"),
            ".deelkwalificaties[0].deelkwalificatie_nr_lang",
            "hoort bij BK-9902-2 en niet bij BK-9901-2",
        ),
    ],
)
def test_a_broken_field_is_named_with_its_path_and_a_dutch_reason(
    change: Change, path: str, reason: str
) -> None:
    with pytest.raises(BrokenFile) as broken:
        parse_detail(changed(change), "kapot.json")
    assert broken.value.place == f"kapot.json, {BK}{path}"
    assert reason in f"{broken.value.message}: {broken.value.remedy}"


def test_more_than_one_thing_wrong_is_counted() -> None:
    with pytest.raises(BrokenFile, match=r"ontbreekt \(en nog 1 in dit bestand\)"):
        parse_detail(changed(lambda bk: (bk.pop("titel"), bk.update(vks_niveau=9))), "kapot.json")
