"""The manifest of the embedded data: source, date, licence and sha256 of every file.

`python -m tools.manifest` writes data/vks/manifest.toml, `--check` exits 1 when it is stale.
"""

import sys
from hashlib import sha256
from pathlib import Path

DATA = Path(__file__).parents[1] / "data" / "vks"

REGISTER = "register van beroepskwalificaties en structuuronderdelen (onderwijs.api.vlaanderen.be), feiten"
SEED = "Vlor, duaal leren (2015)"
OWN = "eigen werk van dit project"

SOURCES = {
    "dossiers": (f"{OWN}; code, titel, niveau en aantal competenties: {REGISTER}", "2026-10-31", "CC-BY-4.0"),
    "leerplaatsen": (f"{OWN}; geen officiële toewijzing", "2026-11-24", "CC-BY-4.0"),
    "register/beroepskwalificaties.trig": (REGISTER, "2026-10-31", "feiten, zonder auteursrecht"),
    "register/opleidingen.ttl": (REGISTER, "2026-10-31", "feiten, zonder auteursrecht"),
    "register/clusters.ttl": (OWN, "2026-11-24", "CC-BY-4.0"),
    "verbanden": (f"{OWN}; geen officieel verband", "2026-11-25", "CC-BY-4.0"),
    "trajecten": (f"{OWN}; de weekuren van opleiding 115 zijn feiten", "2026-11-24", "CC-BY-4.0"),
    "bewijzen": (f"{OWN}; gemaakt door de bouwer", "2026-11-25", "CC-BY-4.0"),
    "werkplekken": (f"{OWN}; verzonnen vestigingen, als voorbeeld", "2026-11-24", "CC-BY-4.0"),
    "statistiek": (SEED, "2015-01-01", "feiten, zonder auteursrecht"),
}


def source_of(name: str) -> tuple[str, str, str]:
    """Return source, date and licence of a file by its path or folder; an unlisted one is a KeyError."""
    return SOURCES[name] if name in SOURCES else SOURCES[name.partition("/")[0]]


def entry(path: Path) -> str:
    """Return the TOML table of a file."""
    name = path.relative_to(DATA).as_posix()
    source, day, licence = source_of(name)
    digest = sha256(path.read_bytes()).hexdigest()
    lines = [
        "[[bestand]]",
        f'pad = "{name}"',
        f'bron = "{source}"',
        f"datum = {day}",
        f'licentie = "{licence}"',
        f'sha256 = "{digest}"',
    ]
    return "\n".join(lines)


def render() -> str:
    """Return the manifest of all Turtle and TriG files, in order of path."""
    paths = sorted(path for path in DATA.rglob("*") if path.suffix in (".ttl", ".trig"))
    head = "# Gemaakt door tools/manifest.py: herkomst van elk bestand met ingebedde gegevens."
    return "\n\n".join([head, *map(entry, paths)]) + "\n"


def main() -> int:
    """Write the manifest, or with `--check` compare it."""
    target, text = DATA / "manifest.toml", render()
    if "--check" not in sys.argv:
        target.write_text(text, encoding="utf-8")
        return 0
    if target.exists() and target.read_text(encoding="utf-8") == text:
        return 0
    print(f"verouderd: {target.name} (draai 'make generate')", file=sys.stderr)
    return 1


if __name__ == "__main__":
    raise SystemExit(main())
