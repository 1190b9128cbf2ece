"""`vraag NAAM`: a saved question with its answer."""

from typing import Annotated

import typer

from kwalificatiegraaf.cli.groups import add
from kwalificatiegraaf.cli.options import Json, parse_pairs
from kwalificatiegraaf.cli.output import print_json, show
from kwalificatiegraaf.cli.problems import wrong_value
from kwalificatiegraaf.cli.system import open_system

Naam = Annotated[str | None, typer.Argument(metavar="NAAM", help="De naam van de vraag.")]
Lijst = Annotated[bool, typer.Option("--lijst", help="Toon alle vragen met hun parameters.")]
Param = Annotated[
    list[str] | None,
    typer.Option("--param", metavar="NAAM=WAARDE", help="Een parameter; zonder blijft hij vrij."),
]


def ask(
    ctx: typer.Context, naam: Naam = None, param: Param = None, lijst: Lijst = False, json: Json = False
) -> None:
    """Answer a question, or list them all."""
    if lijst == (naam is not None):
        raise wrong_value("geef een NAAM, of --lijst")
    given = parse_pairs(param or [], "--param")
    if naam is None:
        return _list(ctx, json)
    from kwalificatiegraaf.services.questions import answer, find_question

    system = open_system(ctx)
    found = answer(system.store, find_question(system.questions, naam), given, system.settings.base)
    if json:
        return print_json(found)
    from kwalificatiegraaf.cli.views.vraag import answer_view

    return show(answer_view(found, system.repository))


def _list(ctx: typer.Context, json: bool) -> None:
    questions = tuple(open_system(ctx).questions.values())
    if json:
        return print_json([question.model_dump(mode="json", exclude={"text"}) for question in questions])
    from kwalificatiegraaf.cli.views.vraag import questions_view

    return show(questions_view(questions))


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    add(app, "vraag", ask, "Stel een bewaarde vraag aan de graaf.")
