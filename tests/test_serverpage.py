"""The page of servers side by side: from its figures, and honest about what is missing."""

import json
from pathlib import Path

from benchmarks.serverpage import OURS, compared, embedded, growth, render

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"
QUICK, SCAN = "01-kort", "09-scan"


def figures(second: float, **changed: object) -> dict[str, object]:
    """Return the figures of a server that takes so long for a lookup, and a hundred times for a scan."""
    medians = {QUICK: second, SCAN: 100 * second}
    rest = {"load": 2.0, "busy": 0.0, "memory": 3 * 2**20, "disk": 2**20, "rows": {QUICK: 1, SCAN: 7}}
    return {"medians": medians, "throughput": {"1": 1 / second, "16": 2 / second}, **rest, **changed}


def test_the_page_is_that_of_its_figures() -> None:
    found = json.loads((BENCHMARKS / "servers.json").read_text(encoding="utf-8"))
    assert render(found).strip() == (BENCHMARKS / "SERVERS.md").read_text(encoding="utf-8").strip()


def test_growth_puts_the_last_size_beside_the_one_before() -> None:
    unknown = figures(0.004)
    unknown["medians"] = {QUICK: 0.004, SCAN: None}
    rows = list(growth({"1000": figures(0.001), "10000": figures(0.002), "1000000": unknown}))
    assert rows[0] == "| | 1.000 | 10.000 | 1.000.000 | 100× de tripels |"
    assert "| opzoeken per seconde, 1 klanten | 1000 | 500 | 250 | 0.5× |" in rows
    assert f"| {QUICK} (ms) | 1.0 | 2.0 | 4.0 | 2.0× |" in rows
    assert f"| {SCAN} (ms) | 100.0 | 200.0 | – | – |" in rows
    assert "| geheugen (MB) | 3.0 | 3.0 | 3.0 | 1.0× |" in rows


def test_growth_of_one_size_compares_nothing() -> None:
    rows = list(growth({"1000": figures(0.001)}))
    assert rows[:2] == ["| | 1.000 |", "|---|---:|"]
    assert f"| {QUICK} (ms) | 1.0 |" in rows


def test_every_server_is_judged_by_the_wanted_ratio_and_one_that_failed_is_named() -> None:
    servers = {
        OURS: figures(0.002),
        "oxigraph": figures(0.001),
        "rdflib-endpoint": figures(0.020, rows={QUICK: 1, SCAN: 6}),
        "virtuoso": {"fout": "niet\n gestart"},
    }
    rows = list(compared(servers))
    assert rows[0] == f"| | {OURS} | oxigraph | rdflib-endpoint |"
    assert "- Opzoeken, 1 klanten, tegenover oxigraph: 0.50× (doel 0.8×: niet gehaald)" in rows
    assert "- Opzoeken, 16 klanten, tegenover rdflib-endpoint: 10.00× (doel 5×: gehaald)" in rows
    assert f"- Niet hetzelfde aantal rijen op {SCAN}: {OURS} 7, oxigraph 7, rdflib-endpoint 6" in rows
    assert rows[-1] == "- virtuoso is niet gemeten: niet gestart"


def test_the_embedded_figures_are_judged_too() -> None:
    rows = list(
        embedded(
            {
                "start tot eerste antwoord (s)": 1.6,
                "dossier, REST (ms)": 2.0,
                "vast bestand (ms)": 1.0,
                "herhaald met ETag, REST (ms)": 1.0,
            }
        )
    )
    assert "| start tot eerste antwoord (s) | 1.60 | onder 1.5: niet gehaald |" in rows
    assert "| dossier, REST (ms) | 2.00 | onder 5: gehaald |" in rows
    assert rows[-1] == "| herhaald met ETag, tegenover een vast bestand | 1.00× | 0.8×: gehaald |"
