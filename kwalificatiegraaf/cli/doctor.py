"""`doctor`: which parts of this machine are there, what each is for, and how to get it."""

import shutil
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from kwalificatiegraaf.cli.groups import add
from kwalificatiegraaf.cli.options import Json
from kwalificatiegraaf.cli.output import print_json, show
from kwalificatiegraaf.cli.system import read_settings
from kwalificatiegraaf.domain.waarde import Waarde

if TYPE_CHECKING:
    from kwalificatiegraaf.settings import Settings


class Hulpmiddel(Waarde):
    """A part of the machine: where it is, what it serves and how to get it; optional unless `nodig`."""

    naam: str
    gevonden: str | None
    waarvoor: str
    hoe: str
    nodig: bool = False


PROGRAMS = (
    ("Java", ("java",), "de redeneerder HermiT (reason)", "apt-get install default-jre-headless"),
    ("Graphviz", ("dot",), "tekeningen van trajecten op de pagina's", "apt-get install graphviz"),
    (
        "Chromium",
        ("chromium", "chromium-browser", "google-chrome"),
        "de browsertests (tests/e2e)",
        "apt-get install chromium",
    ),
    ("roqet", ("roqet",), "een test met een SPARQL-client van anderen", "apt-get install rasqal-utils"),
    (
        "Node.js",
        ("npm",),
        "het bouwen van de SPARQL-editor (zonder haalt het bouwen zelf een Node.js op) en tests met clients "
        "van anderen (.ci/run haalt ze op)",
        "apt-get install nodejs npm",
    ),
    (
        "Virtuoso",
        ("virtuoso-t",),
        "de proeven met een tweede SPARQL-server (tests)",
        "apt-get install virtuoso-opensource",
    ),
)
"""Name, programs that will do, purpose, and how to get it on Debian."""


def examine(settings: "Settings") -> Iterator[Hulpmiddel]:
    """Yield every part in a fixed order."""
    for name, programs, purpose, how in PROGRAMS:
        found = next((path for path in map(shutil.which, programs) if path), None)
        yield Hulpmiddel(naam=name, gevonden=found, waarvoor=purpose, hoe=how)
    yield _editor()
    yield _samples(settings.samples)
    yield _data(settings.data)
    kind, _, rest = settings.store.partition(":")
    if kind.startswith("sparql+"):
        yield _server(settings)
    elif rest:
        yield _folder(settings, Path(rest))


def _editor() -> Hulpmiddel:
    api = find_spec("api")
    folders = (api and api.submodule_search_locations) or ()
    files = (Path(folder) / "web" / "static" / "editor" / "yasqe.min.js" for folder in folders)
    return Hulpmiddel(
        naam="SPARQL-editor",
        gevonden=next((str(path) for path in files if path.is_file()), None),
        waarvoor="kleuren en aanvullen op /sparql; zonder toont die bladzijde een gewoon formulier",
        hoe="installeer opnieuw met toegang tot npm, of doe python -m tools.build_assets in de broncode",
    )


def _samples(folder: Path | None) -> Hulpmiddel:
    files = sorted(folder.glob("*.json")) if folder else []
    return Hulpmiddel(
        naam="Antwoorden van de officiële API",
        gevonden=f"{folder} ({len(files)} bestanden)" if files else None,
        waarvoor="officiële woorden in plaats van eigen woorden (import vks-api)",
        hoe="bewaar antwoorden van de API als .json in een map en zet KG_SAMPLES op die map",
    )


def _data(folder: Path) -> Hulpmiddel:
    kept = len(sorted(folder.glob("*.nt")))
    return Hulpmiddel(
        naam="Ingelezen gegevens",
        gevonden=f"{folder} ({kept} versies)" if kept else None,
        waarvoor="wat een vorige keer werd ingelezen (KG_DATA)",
        hoe="kwalificatiegraaf import vks-api PAD",
    )


def _server(settings: "Settings") -> Hulpmiddel:
    """Ask the server of `KG_STORE` who it is, and measure whether it cuts answers."""
    from kwalificatiegraaf.errors import StoreError
    from kwalificatiegraaf.store.sparql import SparqlStore
    from kwalificatiegraaf.store.virtuoso import connect

    purpose = f"de opslag van deze dienst (KG_STORE, {SparqlStore(settings.store).address})"
    how = "start de server, of verbeter KG_STORE"
    try:
        store = connect(settings.store, settings.store_timeout)
        name = store.server() or "zonder naam"
        limit = store.row_limit
    except StoreError as error:
        return _refusing("SPARQL-server", f"{purpose}: {error.message}", how)
    cut = f"; KAPT ANTWOORDEN AF op {limit} rijen: verhoog ResultSetMaxRows" if limit else ""
    return Hulpmiddel(
        naam="SPARQL-server",
        gevonden=f"{name.strip()}{cut}",
        waarvoor=purpose,
        hoe=how,
        nodig=True,
    )


def _folder(settings: "Settings", folder: Path) -> Hulpmiddel:
    """Open the folder of `KG_STORE` as the service would; one of its own that is not there yet, it makes."""
    from kwalificatiegraaf.bootstrap import open_store
    from kwalificatiegraaf.errors import StoreError

    found = f"{folder} (wordt gemaakt bij de eerste start)"
    if settings.store.startswith("snapshot:") or folder.exists():
        try:
            open_store(settings)
        except StoreError as error:
            return _refusing("Opslag", f"{error}", error.remedy or "")
        found = str(folder)
    return Hulpmiddel(
        naam="Opslag",
        gevonden=found,
        waarvoor="de opslag van deze dienst (KG_STORE)",
        hoe="verbeter KG_STORE",
        nodig=True,
    )


def _refusing(name: str, what: str, how: str) -> Hulpmiddel:
    return Hulpmiddel(naam=name, gevonden=None, waarvoor=what, hoe=how, nodig=True)


def doctor(json: Json = False) -> None:
    """Show what is there and what is not; exit 1 when the store refuses, for all the rest is optional."""
    found = tuple(examine(read_settings()))
    if json:
        print_json(found)
    else:
        from kwalificatiegraaf.cli.views.verslag import doctor_view

        show(doctor_view([tool.model_dump() for tool in found]))
    if any(tool.nodig and tool.gevonden is None for tool in found):
        raise typer.Exit(1)


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    add(app, "doctor", doctor, "Toon wat er op deze machine is, waarvoor het dient en hoe u het krijgt.")
