"""Where the ontology, the queries and the data are: inside the installed package, else in the checkout."""

from functools import cache
from pathlib import Path

from kwalificatiegraaf.errors import MissingPart

_PACKAGE = Path(__file__).resolve().parent


@cache
def root() -> Path:
    """Return the folder that holds `ontology`, `queries` and `data`; MissingPart when there is none."""
    for folder in (_PACKAGE / "_resources", _PACKAGE.parent):
        if (folder / "ontology").is_dir():
            return folder
    raise MissingPart(
        "de map 'ontology' is niet gevonden",
        place=str(_PACKAGE),
        remedy="Installeer het pakket opnieuw, of werk in de broncode.",
    )


def ontology() -> Path:
    """Return the folder of the ontology (`*.ttl`, `codelijsten/`, `normen/`, `alignments/`, `shapes/`)."""
    return root() / "ontology"


def queries() -> Path:
    """Return the folder of the public queries, one folder per subject."""
    return root() / "queries"


def data() -> Path:
    """Return the folder of the embedded data, `data/vks`."""
    return root() / "data" / "vks"


@cache
def internal_query(name: str) -> str:
    """Return the text of a query or update of our own, by its path below `kwalificatiegraaf/queries`."""
    return (_PACKAGE / "queries" / name).read_text(encoding="utf-8")
