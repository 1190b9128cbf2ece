"""`planning solve`: the general planning problem, from a JSON file to an answer with a proof."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, get_args

import typer

from kwalificatiegraaf.cli.groups import add, new_group
from kwalificatiegraaf.cli.options import Json
from kwalificatiegraaf.cli.output import print_json, show, stderr
from kwalificatiegraaf.cli.problems import wrong_value
from kwalificatiegraaf.cli.shell import FOUND

if TYPE_CHECKING:
    from fractions import Fraction

    from kwalificatiegraaf.domain.planningsprobleem import Planningsdoelnaam
    from kwalificatiegraaf.planning.general.solve import Progress

app = new_group("planning", "Het algemene planningsprobleem: items over perioden en plaatsen.")


Bestand = Annotated[
    Path, typer.Argument(metavar="BESTAND", help="JSON met een planningsprobleem.", show_default=False)
]
Doeloptie = Annotated[
    str | None,
    typer.Option("--objective", metavar="DOEL", help="max-load, share, fewest-splits of closest."),
]
Tijd = Annotated[
    float, typer.Option("--limit", metavar="SECONDEN", min=1, max=3600, help="Tijd voor het geheel.")
]


def solve_file(
    ctx: typer.Context,
    bestand: Bestand,
    objective: Doeloptie = None,
    limit: Tijd = 20.0,
    json: Json = False,
) -> None:
    """Solve the problem of a file; exit 1 when there is no answer."""
    from time import monotonic

    from kwalificatiegraaf.importers.planning_file import read_problem

    started = monotonic()
    goal = _goal(objective)
    problem = read_problem(bestand)
    from kwalificatiegraaf.planning.general.solve import solve

    with _progress(limit) as watch:
        answer = solve(problem, goal, limit, watch, started)
    if json:
        print_json(answer)
    else:
        from kwalificatiegraaf.cli.views.planning import answer_view

        show(answer_view(problem, answer))
    if not answer.plaatsingen:
        raise typer.Exit(FOUND)


def _goal(name: str | None) -> "Planningsdoelnaam | None":
    from kwalificatiegraaf.domain.planningsprobleem import Planningsdoelnaam
    from kwalificatiegraaf.errors import suggest

    names: tuple[Planningsdoelnaam, ...] = get_args(Planningsdoelnaam)
    found = next((one for one in names if one == name), None)
    if name is not None and found is None:
        raise wrong_value(
            f"--objective: '{name}' is geen doel{suggest(name, names)}; kies uit {', '.join(names)}"
        )
    return found


@contextmanager
def _progress(limit: float) -> "Iterator[Progress]":
    """Give a function that shows value and bound of an objective, beside a bar of the time."""
    from time import monotonic

    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    from kwalificatiegraaf.domain.taal import format_number

    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    start = monotonic()
    with Progress(*columns, console=stderr(), transient=True) as bars:
        task = bars.add_task("de verdeling wordt gezocht", total=limit)

        def watch(goal: str, value: "Fraction", bound: "Fraction") -> None:
            text = f"{goal}: {format_number(value)} (grens {format_number(bound)})"
            bars.update(task, description=text, completed=monotonic() - start)

        yield watch


add(app, "solve", solve_file, "Los een planningsprobleem op, met bewezen grens per doel.")
