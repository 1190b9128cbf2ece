"""The saved questions: one SPARQL file each, with front matter, bound by replacing `UNDEF` only."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import Field, ValidationError, field_validator, model_validator
from rdflib import Literal as Text
from rdflib import URIRef

from kwalificatiegraaf.domain.waarde import Waarde
from kwalificatiegraaf.errors import BrokenFile, InvalidInput, NotFound, suggest
from kwalificatiegraaf.store.iri import OF_A_THING
from kwalificatiegraaf.store.syntax import bind_term, rebase
from kwalificatiegraaf.vocabulary.prefixes import DEFAULT_BASE, concept_iri, entity_iri

LONGEST = 1_000
"""Characters that the text of a parameter may have."""

NOT_QUESTIONS = {"afleidingen"}
"""Folders of `queries/` that hold updates."""

Kolomsoort = Literal["iri", "string", "integer", "number", "boolean", "date", "any"]

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_FRONT = re.compile(r"^#\+ ?(.*)$", re.MULTILINE)
_FRONT_LINES = re.compile(r"^#\+.*\n", re.MULTILINE)
_UNBOUND = re.compile(r"VALUES\s+[?$](\w+)\s*\{\s*UNDEF\s*\}", re.IGNORECASE)
CODE = re.compile(r"[^\s<>\"{}|\\^`\x00-\x20]{1,100}")
SPACES = " \t\r\n\u00a0"
"""What does not count around a code, an IRI or a text; a date, a number and a choice come without."""


class Parameter(Waarde):
    """A parameter of a question: `concept` or `schema` tell how a code becomes an IRI.

    `values` are the only texts that a string may be; `pattern` is how a string must look as a whole.
    A `required` one does not stay free: without it the answer would be the whole graph.
    """

    type: Literal["iri", "concept", "code", "integer", "date", "string"]
    example: str
    concept: str | None = None
    codelijst: str | None = Field(default=None, alias="schema")
    required: bool = False
    values: tuple[str, ...] = ()
    pattern: str | None = None
    summary: str = ""
    summary_en: str = ""

    @property
    def is_spaced(self) -> bool:
        """Whether spaces around the value do not count."""
        return not (self.values or self.type in ("integer", "date"))

    def is_left_out(self, value: str) -> bool:
        """Whether a value says nothing: an empty one, or spaces where any text may stand."""
        is_text = self.type == "string" and self.is_spaced and self.pattern is None
        return not (value.strip(SPACES) if is_text else value)

    @field_validator("example", mode="before")
    @classmethod
    def _as_text(cls, value: object) -> str:
        return str(value)


class Kolom(Waarde):
    """A column of an answer: the kind of its values, and whether every row has one.

    `naam` is the column that holds the names of a column of IRIs. The front matter writes a column in
    words: `date`, `date?` where a row may have none, `iri titel` where the column `titel` names them.
    """

    soort: Kolomsoort
    altijd: bool = True
    naam: str | None = None

    @model_validator(mode="before")
    @classmethod
    def _of_words(cls, value: object) -> object:
        if isinstance(value, str):
            kind, _, name = value.partition(" ")
            return {"soort": kind.removesuffix("?"), "altijd": not kind.endswith("?"), "naam": name or None}
        return value


TRIPLE: Mapping[str, Kolom] = {
    "onderwerp": Kolom(soort="iri"),
    "eigenschap": Kolom(soort="iri"),
    "waarde": Kolom(soort="any"),
}
"""The columns of an answer that is a graph."""

TRUTH: Mapping[str, Kolom] = {"antwoord": Kolom(soort="boolean")}
"""The column of an answer that is true or false."""


class Vraag(Waarde):
    """A question: name, folder, summary, parameters, kind of answer, its columns and SPARQL text.

    `number` is its place in the list of competency questions. `check` says how bad a row is, for a
    question whose rows are mistakes in the data, and `finding` says of a row what is wrong.
    """

    naam: str
    map: str
    summary: str
    summary_en: str = ""
    number: int | None = None
    params: dict[str, Parameter] = Field(default_factory=dict)
    returns: Literal["select", "ask", "construct"] = "select"
    columns: dict[str, Kolom] = Field(default_factory=dict)
    check: Literal["fout", "waarschuwing"] | None = None
    finding: str = ""
    text: str

    @property
    def query(self) -> str:
        """The SPARQL text under its summary, without the rest of the front matter: for whoever reads it."""
        return f"# {self.summary}\n{_FRONT_LINES.sub('', self.text)}"

    @property
    def kolommen(self) -> Mapping[str, Kolom]:
        """The columns of the answer, whatever its kind."""
        return {"select": self.columns, "ask": TRUTH, "construct": TRIPLE}[self.returns]


class Vragen(dict[str, Vraag]):
    """Questions by name, in order of name; an unknown one raises NotFound with the nearest."""

    def __missing__(self, name: str) -> Vraag:
        raise NotFound("vraag", name, self)


def load_catalogue(folder: Path) -> Vragen:
    """Read all `*.rq` below `folder`; BrokenFile names the file with a wrong front matter or parameter."""
    paths = [path for path in folder.rglob("*.rq") if path.parent.name not in NOT_QUESTIONS]
    found = Vragen()
    for path in sorted(paths, key=lambda path: path.stem):
        if path.stem in found:
            raise BrokenFile(f"de naam '{path.stem}' bestaat al", place=str(path))
        found[path.stem] = read_question(path)
    return found


def read_question(path: Path) -> Vraag:
    """Read one file; BrokenFile when its front matter is no YAML, lacks the columns of a SELECT, or
    disagrees with the `VALUES` lines.
    """
    text = path.read_text(encoding="utf-8")
    try:
        front = yaml.load("\n".join(_FRONT.findall(text)), _LOADER) or {}
        vraag = Vraag(naam=path.stem, map=path.parent.name, text=text, **front)
    except (yaml.YAMLError, ValidationError, TypeError) as error:
        raise BrokenFile(f"geen geldige kop (regels met #+): {error}", place=str(path)) from error
    if set(vraag.params) ^ set(_UNBOUND.findall(text)):
        raise BrokenFile("de parameters in de kop zijn niet die van de regels VALUES", place=str(path))
    if not vraag.kolommen:
        raise BrokenFile(
            "de kop noemt geen kolommen",
            place=str(path),
            remedy="Zet onder 'columns' elke kolom met haar soort.",
        )
    return vraag


def bind(vraag: Vraag, params: Mapping[str, Any], base: str = DEFAULT_BASE) -> str:
    """Return the SPARQL text with the given parameters bound; the others stay free.

    Codes become IRIs under `base`. InvalidInput names a parameter that is unknown or of the wrong type.
    """
    text = rebase(vraag.text, base)
    for name, value in params.items():
        if name not in vraag.params:
            allowed = ", ".join(vraag.params) or "geen"
            raise InvalidInput(
                f"onbekende parameter{suggest(name, vraag.params)}",
                place=name,
                remedy=f"Toegelaten parameters van '{vraag.naam}': {allowed}.",
            )
        text = bind_term(text, name, term_of(name, vraag.params[name], str(value), base).n3())
    return text


def term_of(name: str, parameter: Parameter, value: str, base: str) -> URIRef | Text:
    """Return the term that a value stands for; InvalidInput names the parameter and gives an example."""
    meant = value.strip(SPACES) if parameter.is_spaced else value
    try:
        return _TERMS[parameter.type](parameter, meant, base)
    except ValueError as error:
        raise InvalidInput(
            f"'{value[:100]}' is geen {error}", place=name, remedy=f"Geef bijvoorbeeld '{parameter.example}'."
        ) from error


def _iri(parameter: Parameter, value: str, base: str) -> URIRef:
    if OF_A_THING.fullmatch(value):
        return URIRef(value)
    if not parameter.concept:
        raise ValueError("volledige IRI")
    return entity_iri(base, parameter.concept, _valid_code(value))


def _concept(parameter: Parameter, value: str, base: str) -> URIRef:
    if OF_A_THING.fullmatch(value):
        return URIRef(value)
    return concept_iri(base, parameter.codelijst or "", _valid_code(value))


def _valid_code(value: str) -> str:
    if CODE.fullmatch(value):
        return value
    raise ValueError("code")


def _integer(_: Parameter, value: str, __: str) -> Text:
    if re.fullmatch(r"[+-]?[0-9]{1,18}", value):
        return Text(int(value))
    raise ValueError("geheel getal")


def _date(_: Parameter, value: str, __: str) -> Text:
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        try:
            return Text(date.fromisoformat(value))
        except ValueError:
            pass
    raise ValueError("datum (jjjj-mm-dd)")


def _string(parameter: Parameter, value: str, _: str) -> Text:
    if "\x00" in value or len(value) > LONGEST:
        raise ValueError(f"gewone tekst van hoogstens {LONGEST} tekens")
    if parameter.values and value not in parameter.values:
        choices = ", ".join(f"'{one}'" for one in parameter.values)
        raise ValueError(f"keuze uit {choices}{suggest(value, parameter.values)}")
    if parameter.pattern and not re.fullmatch(parameter.pattern, value, re.ASCII):
        raise ValueError("waarde in de juiste vorm")
    return Text(value)


_TERMS: Mapping[str, Callable[[Parameter, str, str], URIRef | Text]] = {
    "iri": _iri,
    "concept": _concept,
    "code": lambda parameter, value, base: Text(_valid_code(value)),
    "integer": _integer,
    "date": _date,
    "string": _string,
}
