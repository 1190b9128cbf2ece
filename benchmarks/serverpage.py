"""The page of `benchmarks.servers`: what was measured, beside what was wanted."""

from collections.abc import Iterator, Mapping
from typing import Any

OURS = "kwalificatiegraaf"
WANTED_EMBEDDED = {
    "start tot eerste antwoord (s)": 1.5,
    "dossier, REST (ms)": 5.0,
    "overdracht aan een leesproces (ms)": 1.0,
}
WANTED_RATIO = {"rdflib-endpoint": 5.0, "oxigraph": 0.8}
WANTED_ETAG = 0.8
SIZES = (
    ("laden (s)", "load", 1),
    ("na de start nog bezig (s)", "busy", 1),
    ("geheugen (MB)", "memory", 2**20),
    ("schijf (MB)", "disk", 2**20),
)
"""Rows that hold for every server: label, figure, and the unit in it."""


def verdict(held: bool) -> str:
    return "gehaald" if held else "niet gehaald"


def cell(seconds: float | None) -> str:
    return "–" if seconds is None else f"{1000 * seconds:.1f}"


def render(found: Mapping[str, Any]) -> str:
    """Return the page in Markdown."""
    beside = found["beside"]
    return "\n".join(
        [
            "# Servers naast elkaar, en groei",
            "",
            "Eén run van `python -m benchmarks.servers`: dezelfde tripels (van `benchmarks/scale.py`)",
            "en dezelfde twaalf vragen. Servers naast elkaar draaien tegelijk en krijgen om beurten",
            "een vraag. De machine is niet stil: lees de verhoudingen.",
            "",
            *(f"- {name}: {value}" for name, value in found["machine"].items()),
            "",
            "## De dienst op de ingebedde gegevens",
            "",
            *embedded(found["embedded"]),
            "",
            f"## {beside['size']:,} tripels".replace(",", "."),
            "",
            *compared(beside["servers"]),
            "",
            "## De dienst, van klein naar groot",
            "",
            *growth({size: found["sizes"][size] for size in sorted(found["sizes"], key=int)}),
            "",
            *(f"{one}\n" for one in found.get("remarks", ())),
        ]
    )


def embedded(figures: Mapping[str, float]) -> Iterator[str]:
    yield "| wat | gemeten | doel |"
    yield "|---|---:|---|"
    for name, value in figures.items():
        wanted = WANTED_EMBEDDED.get(name)
        goal = f"onder {wanted:g}: {verdict(value < wanted)}" if wanted else "–"
        yield f"| {name} | {value:.2f} | {goal} |"
    ratio = figures["vast bestand (ms)"] / figures["herhaald met ETag, REST (ms)"]
    yield f"| herhaald met ETag, tegenover een vast bestand | {ratio:.2f}× | {WANTED_ETAG}×: " + (
        f"{verdict(ratio >= WANTED_ETAG)} |"
    )


def compared(servers: Mapping[str, Any]) -> Iterator[str]:
    """Yield the tables of all servers on the same triples."""
    there = {name: figures for name, figures in servers.items() if "fout" not in figures}
    yield f"| | {' | '.join(there)} |"
    yield "|---" + "|---:" * len(there) + "|"
    for label, key, unit in SIZES:
        yield f"| {label} | {' | '.join(f'{one[key] / unit:.1f}' for one in there.values())} |"
    for clients in ("1", "16"):
        cells = " | ".join(f"{one['throughput'][clients]:.0f}" for one in there.values())
        yield f"| opzoeken per seconde, {clients} klanten | {cells} |"
    for query in next(iter(there.values()))["medians"]:
        yield f"| {query} (ms) | {' | '.join(cell(one['medians'][query]) for one in there.values())} |"
    yield ""
    for query in next(iter(there.values()))["rows"]:
        rows = {name: one["rows"].get(query) for name, one in there.items()}
        if len(set(rows.values())) > 1:
            shown = ", ".join(f"{name} {number}" for name, number in rows.items())
            yield f"- Niet hetzelfde aantal rijen op {query}: {shown}"
    for other, wanted in WANTED_RATIO.items():
        if other in there:
            for clients in ("1", "16"):
                ratio = there[OURS]["throughput"][clients] / there[other]["throughput"][clients]
                yield (
                    f"- Opzoeken, {clients} klanten, tegenover {other}: {ratio:.2f}× "
                    f"(doel {wanted:g}×: {verdict(ratio >= wanted)})"
                )
    for name, figures in servers.items():
        if "fout" in figures:
            yield f"- {name} is niet gemeten: {' '.join(figures['fout'].split())[:300]}"


def growth(sizes: Mapping[str, Any]) -> Iterator[str]:
    """Yield the table of this service over the sizes; at the end the last beside the one before it."""
    last = list(sizes)[-2:]
    times = f" {int(last[1]) / int(last[0]):g}× de tripels |" if len(last) > 1 else ""
    yield f"| | {' | '.join(f'{int(size):,}'.replace(',', '.') for size in sizes)} |{times}"
    yield "|---" + "|---:" * (len(sizes) + bool(times)) + "|"
    for label, key, unit in SIZES:
        yield _grown(label, [one[key] / unit for one in sizes.values()])
    for clients in ("1", "16"):
        found = [one["throughput"][clients] for one in sizes.values()]
        yield _grown(f"opzoeken per seconde, {clients} klanten", found, 0)
    for query in next(iter(sizes.values()))["medians"]:
        medians = [one["medians"][query] for one in sizes.values()]
        yield _grown(f"{query} (ms)", [None if one is None else 1000 * one for one in medians])


def _grown(label: str, found: list[float | None], digits: int = 1) -> str:
    """Return a row: what was found per size, and how many times the last is the one before it."""
    cells = ["–" if one is None else f"{one:.{digits}f}" for one in found]
    if len(found) > 1:
        before, last = found[-2:]
        cells.append(f"{last / before:.1f}×" if before and last is not None else "–")
    return f"| {label} | {' | '.join(cells)} |"
