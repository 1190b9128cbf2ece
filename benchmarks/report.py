"""Ratios from one run: `python -m benchmarks.report RESULT.json` writes RESULTS.md and results.json."""

import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

from benchmarks.machine import described

AIM = "doel "
"""What the groups start with of which every measurement says itself what is wanted."""
PLANNING = "planning "
"""What the groups start with that have no second engine beside them."""

SECONDS = 5
"""Seconds within which a balanced curriculum must be proved optimal."""

WANTED = {"opzoeken": 30, "dossier": 30, "aandeel van alle": 30}
"""How many times faster than rdflib's own engine these must be."""


def medians(results: dict[str, Any]) -> dict[str, dict[str, float]]:
    """Return the median seconds by group and engine; for planning, of the slowest instance of the group."""
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for entry in results["benchmarks"]:
        if "wat" in entry["extra_info"]:
            found[entry["group"]][entry["extra_info"]["wat"]] = entry["stats"]["median"]
            continue
        if entry["group"].startswith(PLANNING):
            times = found[entry["group"]]
            times["planning"] = max(times.get("planning", 0), entry["stats"]["median"])
            continue
        engine = next((name for name in ("oxigraph", "rdflib") if name in entry["name"]), None)
        if engine is None:
            found[entry["group"]][entry["name"]] = entry["stats"]["median"]
        else:
            found[entry["group"]][engine] = entry["stats"]["median"]
    return found


def row(group: str, times: dict[str, float]) -> str:
    """Return one line of the table."""
    ratio = times["rdflib"] / times["oxigraph"]
    wanted = WANTED.get(group)
    verdict = "–" if wanted is None else ("gehaald" if ratio >= wanted else "niet gehaald")
    cells = [
        group,
        f"{times['oxigraph'] * 1000:.2f}",
        f"{times['rdflib'] * 1000:.2f}",
        f"{ratio:.0f}×",
        f"{wanted}× {verdict}" if wanted else verdict,
    ]
    return f"| {' | '.join(cells)} |"


def planning_row(group: str, seconds: float) -> str:
    """Return one line of the table of planning."""
    verdict = "gehaald" if seconds < SECONDS else "niet gehaald"
    return f"| {group.removeprefix(PLANNING)} | {seconds * 1000:.0f} | {SECONDS} s {verdict} |"


def aim_row(entry: dict[str, Any]) -> str:
    """Return the line of a measurement that names what it is, what is wanted and what it says."""
    told, seconds = entry["extra_info"], entry["stats"]["median"]
    wanted = told.get("doel")
    reached = told.get("gehaald", True) and (wanted is None or seconds < wanted)
    aims = wanted is not None or "gehaald" in told
    goal = f"{wanted} s " if wanted is not None else ""
    verdict = f"{goal}{'gehaald' if reached else 'niet gehaald'}" if aims else "–"
    return f"| {told['wat']} | {seconds * 1000:.0f} | {verdict} | {told.get('zei', '')} |"


def render(results: dict[str, Any]) -> str:
    """Return the page."""
    found = medians(results)
    table = [row(group, times) for group, times in found.items() if "rdflib" in times]
    aims = [aim_row(entry) for entry in results["benchmarks"] if "wat" in entry["extra_info"]]
    alone = [
        f"| {name} | {seconds * 1000:.0f} |"
        for group, times in found.items()
        if "rdflib" not in times and not group.startswith((PLANNING, AIM))
        for name, seconds in times.items()
    ]
    planning = [
        planning_row(group, t["planning"]) for group, t in found.items() if group.startswith(PLANNING)
    ]
    return "\n".join(
        [
            "# Snelheid, gemeten naast rdflib",
            "",
            "Beide motoren, dezelfde gegevens, dezelfde vraagbestanden, één run (`make bench`).",
            "De machines zijn rumoerig: lees de verhoudingen, niet de milliseconden. `zoeken in tekst` zet",
            "de index van het systeem naast `CONTAINS` in rdflib. Bij `traject bouwen` rekent vooral de",
            "oplosser (OR-Tools CP-SAT), die bij beide motoren dezelfde is.",
            "",
            "| wat | ingebed (ms) | rdflib (ms) | verhouding | doel |",
            "|---|---:|---:|---:|---|",
            *table,
            "",
            "## Een studieprogramma in evenwicht, tot het bewezen optimum",
            "",
            "Vakken met studiepunten, voorkennis en grenzen per periode (`planning solve`); de traagste van",
            "drie gemaakte problemen per grootte, van gegevens tot bewijs.",
            "",
            "| grootte | tijd (ms) | doel |",
            "|---|---:|---|",
            *planning,
            "",
            "## Trajecten: bouwen, uitleggen, herstellen, grote problemen",
            "",
            "Van gegevens tot antwoord; bij een tijdsgrens staat hoe ver het antwoord van de grens ligt.",
            "Wat niet gehaald is, staat er ook.",
            "",
            "| wat | tijd (ms) | doel | zegt |",
            "|---|---:|---|---|",
            *aims,
            "",
            *(["## Andere metingen", "", "| wat | tijd (ms) |", "|---|---:|", *alone, ""] if alone else []),
            "## De machine",
            "",
            *described(),
            "",
        ]
    )


def main() -> None:
    """Print the page, and write it beside this file with the medians as JSON."""
    results = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    page, folder = render(results), Path(__file__).parent
    print(page)
    (folder / "RESULTS.md").write_text(page, encoding="utf-8")
    seconds = json.dumps(medians(results), indent=2, ensure_ascii=False)
    (folder / "results.json").write_text(seconds + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
