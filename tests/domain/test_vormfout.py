"""What a shape refuses, in Dutch: every kind of finding that our shapes can give has words of its own."""

from datetime import date
from fractions import Fraction
from typing import Annotated, Any, Literal

import pytest
from pydantic import Field, SecretStr, ValidationError

from kwalificatiegraaf.domain.vormfout import Vormfout, shorten, vormfout
from kwalificatiegraaf.domain.waarde import Waarde


class Vorm(Waarde):
    """A shape with one field of every kind."""

    tekst: str = Field(default="a", min_length=1, max_length=3, pattern="^[a-z]*$")
    getal: int = Field(default=1, ge=1, le=8)
    meer: int = Field(default=1, gt=0, lt=9)
    deel: Fraction = Fraction(1)
    maat: float = 1.0
    geheim: Annotated[SecretStr, Field(min_length=16)] | None = None
    dag: date = date(2026, 9, 1)
    ja: bool = True
    soort: Literal["duaal", "voltijds"] = "duaal"
    lijst: tuple[int, ...] = Field(default=(1,), min_length=1, max_length=2)
    tabel: dict[str, int] = Field(default_factory=dict)


@pytest.mark.parametrize(
    ("given", "what", "remedy"),
    [
        ({"tekst": 3}, "3 is geen tekst", "zet de waarde tussen aanhalingstekens"),
        ({"tekst": ""}, "deze tekst is te kort", "geef minstens 1 teken"),
        ({"geheim": "kort"}, "deze tekst is te kort", "geef minstens 16 tekens"),
        ({"maat": "groot"}, '"groot" is geen getal', "geef een getal, zoals 15 of 0.5"),
        ({"tekst": "abcd"}, "deze tekst is te lang", "geef hoogstens 3 tekens"),
        ({"tekst": "A"}, '"A" heeft niet de juiste vorm', "volg de vorm ^[a-z]*$"),
        ({"tekst": "\ud800"}, "deze tekst bevat tekens die niet bestaan", "geef geldige Unicode"),
        ({"getal": "drie"}, '"drie" is geen geheel getal', "geef een geheel getal"),
        ({"getal": 2.5}, "2.5 is geen geheel getal", "geef een geheel getal"),
        ({"getal": 0}, "0 is te klein", "geef minstens 1"),
        ({"getal": 9}, "9 is te groot", "geef hoogstens 8"),
        ({"meer": 0}, "0 is te klein", "geef meer dan 0"),
        ({"meer": 9}, "9 is te groot", "geef minder dan 9"),
        ({"deel": "half"}, '"half" is geen getal', "geef een getal, zoals 26 of 13/19"),
        ({"dag": "1 mei"}, '"1 mei" is geen datum', "schrijf jjjj-mm-dd, zoals 2025-09-01"),
        ({"ja": "misschien"}, '"misschien" is geen ja of nee', "geef true of false"),
        ({"soort": "thuis"}, '"thuis" is geen keuze', "kies uit duaal of voltijds"),
        ({"lijst": []}, "te weinig waarden (0)", "geef er minstens 1"),
        ({"lijst": [1, 2, 3]}, "te veel waarden (3)", "geef er hoogstens 2"),
        ({"lijst": 3}, "3 is geen lijst", "geef een lijst tussen rechte haken"),
        ({"tabel": []}, "[] is geen object", "geef een object tussen accolades"),
        (
            {"tabel": None},
            "hier hoort een object te staan, er staat null",
            "geef een object tussen accolades",
        ),
        ({"getal": None}, "null is geen geheel getal", "geef een geheel getal"),
        ({"plek": 1}, "dit veld bestaat niet", "schrap het veld"),
    ],
)
def test_what_is_wrong_and_what_would_be_right(given: dict[str, Any], what: str, remedy: str) -> None:
    with pytest.raises(ValidationError) as refused:
        Vorm.model_validate(given)
    assert [vormfout(error) for error in refused.value.errors()] == [Vormfout(what, remedy)]


def test_an_unforeseen_finding_shows_the_value() -> None:
    assert vormfout({"type": "url_parsing", "input": "x"}).wat == '"x" is hier ongeldig'


def test_a_value_is_shown_as_json_and_cut() -> None:
    assert shorten("ë" * 100, 10) == '"ëëëëëëëë…'
    assert shorten({"a": [1]}) == '{"a": [1]}'
    assert shorten("\ud800").encode() == b'"?"'
