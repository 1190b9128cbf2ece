"""`vraag NAAM`: a saved question with its answer, on the screen or as a file."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kwalificatiegraaf.cli.groups import add
from kwalificatiegraaf.cli.options import Json, parse_pairs
from kwalificatiegraaf.cli.output import print_json, show
from kwalificatiegraaf.cli.problems import wrong_value
from kwalificatiegraaf.cli.system import open_system
from kwalificatiegraaf.errors import cause_of

if TYPE_CHECKING:
    from kwalificatiegraaf.bootstrap import Systeem
    from kwalificatiegraaf.store.queries import Vraag

FORMS = ("tabel", "json", "csv", "csv-excel", "xlsx", "turtle", "jsonld")
RDF = {"turtle": "text/turtle", "jsonld": "application/ld+json"}
SUFFIXES = {".csv": "csv-excel", ".ttl": "turtle"}
"""The form of a file, where the end of its name is not the name of the form."""

Naam = Annotated[str | None, typer.Argument(metavar="NAAM", help="De naam van de vraag.")]
Lijst = Annotated[bool, typer.Option("--lijst", help="Toon alle vragen met hun parameters.")]
Param = Annotated[
    list[str] | None,
    typer.Option("--param", metavar="NAAM=WAARDE", help="Een parameter; zonder blijft hij vrij."),
]
Formaat = Annotated[
    str,
    typer.Option(
        "--formaat",
        metavar="VORM",
        help=f"Een van {', '.join(FORMS)}; csv is voor programma's, csv-excel voor een rekenblad.",
        show_default="tabel, of volgens de naam van het bestand",
    ),
]
Naar = Annotated[
    Path | None,
    typer.Option("--naar", metavar="BESTAND", help="Schrijf het antwoord hierheen, zoals antwoord.xlsx."),
]


def ask(
    ctx: typer.Context,
    naam: Naam = None,
    param: Param = None,
    lijst: Lijst = False,
    formaat: Formaat = "",
    naar: Naar = None,
    json: Json = False,
) -> None:
    """Answer a question, or list them all."""
    if lijst == (naam is not None):
        raise wrong_value("geef een NAAM, of --lijst")
    given = parse_pairs(param or [], "--param")
    form = _form("json" if json else formaat, naar)
    if naam is None:
        return _list(ctx, form == "json")
    from kwalificatiegraaf.services.questions import answer, find_question

    system = open_system(ctx)
    question = find_question(system.questions, naam)
    if form not in ("tabel", "json"):
        return _write(_file(system, question, given, form), form, naar)
    found = answer(system.store, question, given, system.settings.base)
    if form == "json":
        return print_json(found)
    from kwalificatiegraaf.cli.views.vraag import answer_view

    return show(answer_view(found, system.repository))


def _form(given: str, target: Path | None) -> str:
    """Return the form that the options ask; a file tells it by its name."""
    suffix = target.suffix.lower() if target else ""
    form = given or SUFFIXES.get(suffix, suffix.removeprefix(".")) or "tabel"
    if form not in FORMS:
        raise wrong_value(f"'{form}' is geen vorm; kies --formaat uit {', '.join(FORMS)}")
    if target and form in ("tabel", "json"):
        raise wrong_value(f"{form} gaat naar het scherm; schrijf het weg met > {target}")
    return form


def _file(system: "Systeem", question: "Vraag", given: dict[str, str], form: str) -> bytes:
    from kwalificatiegraaf.services.answer_table import FILES, table_of
    from kwalificatiegraaf.services.description import arrange, serialise
    from kwalificatiegraaf.services.questions import answer, graph_of

    base = system.settings.base
    if form in RDF:
        if question.returns != "construct":
            raise wrong_value(
                f"'{question.naam}' geeft rijen, geen triples: kies csv, csv-excel, xlsx of json"
            )
        return serialise(arrange(graph_of(system.store, question, given, base)), RDF[form])
    rows = answer(system.store, question, given, base).rijen
    return FILES[form](table_of(system.store, question, rows, given))


def _write(content: bytes, form: str, target: Path | None) -> None:
    if target:
        try:
            target.write_bytes(content)
        except OSError as error:
            raise wrong_value(f"hier kan niet geschreven worden: {target} ({cause_of(error)})") from error
        return
    stream = typer.get_binary_stream("stdout")
    if form == "xlsx" and stream.isatty():
        raise wrong_value("een werkboek past niet op het scherm; geef --naar antwoord.xlsx")
    stream.write(content)
    stream.flush()


def _list(ctx: typer.Context, json: bool) -> None:
    questions = tuple(open_system(ctx).questions.values())
    if json:
        return print_json([question.model_dump(mode="json", exclude={"text"}) for question in questions])
    from kwalificatiegraaf.cli.views.vraag import questions_view

    return show(questions_view(questions))


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    add(app, "vraag", ask, "Stel een bewaarde vraag aan de graaf.")
