"""What was authored about a competence and no longer fits it is reported."""

import pytest

from kwalificatiegraaf.domain.competentie import Competentie, Kennis, Vaardigheid
from kwalificatiegraaf.services.import_fit import find_misfits, titles_alike


def competence(number: int, title: str, knowledge: str = "", skill: str = "") -> Competentie:
    return Competentie(
        code=f"BK-9901-2.{number:02d}",
        volgnummer=number,
        titel=title,
        kennis=(Kennis(tekst=knowledge),),
        vaardigheden=(Vaardigheid(tekst=skill),),
    )


BAKE = competence(1, "Bakt wafels", "Gietijzer en hitte", "Vult het wafelijzer met beslag")
SELL = competence(2, "Bedient klanten", "Prijzen en allergenen", "Rekent de bestelling af")
CLEAN = competence(3, "Poetst de kraam", "Hygiëne en reinigingsmiddelen", "Schuurt het aanrecht")
FORMER = (BAKE, SELL, CLEAN)
ALL = [one.code for one in FORMER]


def renamed(old: Competentie, title: str, **changes: str) -> Competentie:
    return competence(int(old.code[-2:]), title, **changes)


@pytest.mark.parametrize(
    "current",
    [
        FORMER,
        (renamed(BAKE, "Bakt wafels en pannenkoeken"), SELL, CLEAN),
        (
            renamed(BAKE, "Bereidt zoete deegwaren", knowledge="Hitte van gietijzer", skill="Vult het ijzer"),
            SELL,
            CLEAN,
        ),
    ],
    ids=["equal", "longer title", "other title, same content"],
)
def test_what_still_means_the_same_is_not_reported(current: tuple[Competentie, ...]) -> None:
    assert find_misfits(ALL, FORMER, current) == ()


def test_swapped_numbers_are_reported_with_where_they_went() -> None:
    current = (
        renamed(BAKE, SELL.titel, knowledge="Prijzen en allergenen", skill="Rekent de bestelling af"),
        renamed(SELL, BAKE.titel, knowledge="Gietijzer en hitte", skill="Vult het wafelijzer met beslag"),
        CLEAN,
    )
    assert find_misfits(ALL, FORMER, current) == (
        "BK-9901-2.01 heette 'Bakt wafels' en heet nu 'Bedient klanten'; dat lijkt meer op BK-9901-2.02",
        "BK-9901-2.02 heette 'Bedient klanten' en heet nu 'Bakt wafels'; dat lijkt meer op BK-9901-2.01",
    )


def test_a_number_that_became_something_new_is_reported() -> None:
    current = (BAKE, SELL, renamed(CLEAN, "Vliegt met een drone", knowledge="Luchtruim", skill="Landt zacht"))
    assert find_misfits(ALL, FORMER, current) == (
        "BK-9901-2.03 heette 'Poetst de kraam' en heet nu 'Vliegt met een drone'; dat lijkt iets anders",
    )


def test_only_what_has_something_authored_is_reported() -> None:
    assert find_misfits([BAKE.code], FORMER, (BAKE,)) == ()
    assert len(find_misfits(ALL, FORMER, (BAKE,))) == 2


def test_a_vanished_competence_is_named_with_its_former_title() -> None:
    (sentence,) = find_misfits([SELL.code], FORMER, (BAKE,))
    assert sentence.startswith("BK-9901-2.02 ('Bedient klanten') bestaat niet meer")


def test_titles_are_alike_by_their_letters() -> None:
    assert titles_alike("Bakt wafels", "BAKT WAFELS")
    assert not titles_alike("Bakt wafels", "Poetst de kraam")
