"""Write the pages of docs/reference that mirror the code: commands, settings, questions and routes.

`python -m tools.generate_reference` writes them; `--check` names what is stale and exits 1. The
output holds no date and no folder of this machine.
"""

import argparse
import ast
import inspect
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from typer.core import TyperGroup
from typer.main import get_command

from kwalificatiegraaf import settings
from kwalificatiegraaf.cli.main import app
from tools.markdown import table
from tools.questions_page import page_lines

ROOT = Path(__file__).resolve().parents[1]
FOLDER = Path("docs/reference")
NOTE = "<!-- Gemaakt door tools/generate_reference.py; verbeter de bron en draai `make generate`. -->"
METHODS = ("get", "post", "put", "patch", "delete")


def render(root: Path) -> dict[Path, str]:
    """Return the text of every page by its path below `root`."""
    return {FOLDER / name: render_page(root, name) for name in PAGES}


def render_page(root: Path, name: str) -> str:
    """Return the text of one page of `PAGES`."""
    return "\n".join([NOTE, "", *PAGES[name](root)]) + "\n"


def _commands(_: Path) -> Iterator[str]:
    yield from ("# Opdrachten", "")
    yield "Fouten komen op stderr met plaats en remedie. Slotcode: 0 gedaan, 1 kan niet of er is iets"
    yield from ("gevonden, 2 verkeerd gebruik. Met `--json` is een fout op stderr ook JSON.", "")
    root = get_command(app)
    context = root.make_context("kwalificatiegraaf", [], resilient_parsing=True)
    yield from _command(root, context, "kwalificatiegraaf")


def _command(command: Any, parent: Any, path: str) -> Iterator[str]:
    if isinstance(command, TyperGroup):
        for name in sorted(command.commands):
            yield from _command(command.commands[name], parent, f"{path} {name}")
        return
    context = command.make_context(path.partition(" ")[2], [], parent=parent, resilient_parsing=True)
    pieces = " ".join(command.collect_usage_pieces(context)).replace("[OPTIONS]", "[OPTIES]")
    yield from (f"## `{path}`", "", str(command.help), "", "```", f"{path} {pieces}", "```", "")
    rows = [_parameter(one) for one in command.get_params(context)]
    yield from table(("argument of optie", "betekenis"), rows)


def _parameter(parameter: Any) -> tuple[str, str]:
    names = ", ".join([*parameter.opts, *parameter.secondary_opts])
    if parameter.param_type_name == "argument":
        return f"`{parameter.metavar}`", str(parameter.help)
    shown = f"{names} {parameter.metavar}" if parameter.metavar else names
    return f"`{shown}`", str(parameter.help)


def _settings(_: Path) -> Iterator[str]:
    yield from ("# Instellingen", "", "Omgevingsvariabelen met het voorvoegsel `KG_`.", "")
    meanings = _docstrings(settings.Settings)
    rows = [
        (f"`KG_{name.upper()}`", _default(field), meanings[name])
        for name, field in settings.Settings.model_fields.items()
    ]
    yield from table(("variabele", "standaard", "betekenis"), rows)


def _default(field: Any) -> str:
    if field.default_factory:
        return "in de gegevensmap van de gebruiker"
    return "geen" if field.default is None else f"`{field.default}`"


def _docstrings(model: type) -> dict[str, str]:
    """Return the docstring below every attribute of a class; a missing one is a KeyError later."""
    body = ast.parse(inspect.getsource(model)).body[0]
    assert isinstance(body, ast.ClassDef)
    found: dict[str, str] = {}
    for line, below in zip(body.body, body.body[1:], strict=False):
        if isinstance(line, ast.AnnAssign) and isinstance(below, ast.Expr):
            assert isinstance(line.target, ast.Name)
            found[line.target.id] = str(ast.literal_eval(below.value))
    return found


def _routes(root: Path) -> Iterator[str]:
    document = json.loads((root / "api/openapi.json").read_text(encoding="utf-8"))
    yield from (
        "# Routes",
        "",
        "De REST-API; de volledige beschrijving staat in `api/openapi.json` en op `/docs`.",
        "",
    )
    for path, operations in sorted(document["paths"].items()):
        for method in METHODS:
            if method in operations:
                yield from _route(method, path, operations[method])


def _route(method: str, path: str, operation: dict[str, Any]) -> Iterator[str]:
    yield from (f"## `{method.upper()} {path}`", "", operation.get("summary", ""), "")
    rows = [
        (f"`{one['name']}`", one["in"], one.get("description", ""))
        for one in operation.get("parameters", [])
        if "name" in one
    ]
    yield from table(("parameter", "waar", "betekenis"), rows)


PAGES: Mapping[str, Callable[[Path], Iterator[str]]] = {
    "opdrachten.md": _commands,
    "instellingen.md": _settings,
    "vragen.md": page_lines,
    "routes.md": _routes,
}
"""What makes each page."""


def main() -> int:
    """Write the pages, or with `--check` name the stale ones."""
    parser = argparse.ArgumentParser(description="Write the pages of docs/reference.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when a page is stale")
    check = parser.parse_args().check
    stale = False
    for path, text in render(ROOT).items():
        target = ROOT / path
        if target.is_file() and target.read_text(encoding="utf-8") == text:
            continue
        stale = True
        print(f"{'stale' if check else 'written'}: {path.as_posix()}")
        if not check:
            target.write_text(text, encoding="utf-8")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
