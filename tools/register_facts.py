"""Turn the register's facts (CSV) into Turtle: `python -m tools.register_facts FOLDER`.

FOLDER holds beroepskwalificaties.csv, beroepskwalificaties_laatst_erkend.csv and
duale_opleidingen.csv. Versions that have a dossier of their own in data/vks/dossiers are left out.
"""

import csv
import sys
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path

from rdflib import Dataset, Graph, Literal
from rdflib.namespace import DCTERMS, XSD

from kwalificatiegraaf.domain.kwalificatie import Beroepskwalificatie, DeelkwalificatieRef
from kwalificatiegraaf.domain.opleiding import (
    Opleiding,
    Opleidingserkenning,
    Overeenkomstsoort,
    Studiebekrachtiging,
    VerplichteContext,
)
from kwalificatiegraaf.store.mapping.opleiding import OPLEIDING
from kwalificatiegraaf.store.repository import version_graph
from kwalificatiegraaf.vocabulary.prefixes import DEFAULT_BASE, entity_iri, graph_iri
from kwalificatiegraaf.vocabulary.terms import KG
from tools.turtle import write_trig, write_turtle

DATA = Path(__file__).parents[1] / "data" / "vks"
CONTRACTS: dict[str, Overeenkomstsoort] = {"OAO": "OAO", "SOAO": "SAO"}
MARIBEL = {"554", "749"}
"""Courses that carry the exception, by the notes that come with the file."""


def read_rows(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV file with a header."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def split(cell: str, separator: str = ";") -> tuple[str, ...]:
    """Return the parts of a cell, none for an empty one."""
    return tuple(part.strip() for part in cell.split(separator) if part.strip())


def parse_context(cell: str) -> VerplichteContext | None:
    """Return the rule in `EXACT 3: a|b|c`; the register may give a rule without contexts."""
    if not cell:
        return None
    rule, _, names = cell.partition(":")
    code, number = rule.split()
    contexts = tuple(sorted(split(names, "|")))
    return VerplichteContext(
        regel="exact" if code == "EXACT" else "minstens", aantal=int(number), contexten=contexts
    )


def parse_end(cell: str) -> date | None:
    """Return the half-open end: the day after the register's last day."""
    return date.fromisoformat(cell) + timedelta(days=1) if cell else None


def education_level(types: tuple[str, ...]) -> int | None:
    """Return the level of the educational qualification that the types of trajectory name."""
    levels = [int(kind[-1]) for kind in types if kind.startswith("DUAAL_OK")]
    return levels[0] if levels else None


def proofs(row: dict[str, str], known_level: int | None) -> tuple[Studiebekrachtiging, ...]:
    """Return the proofs by the rules of dual learning; a level of another accreditation is unconfirmed."""
    level = education_level(split(row["traject_type"]))
    found = []
    if level or known_level:
        found.append(
            Studiebekrachtiging(
                studiebewijs="onderwijskwalificatie",
                onderwijskwalificatieniveau=level or known_level,
                zekerheid="bevestigd" if level else "onbevestigd",
            )
        )
    for code in split(row["beroepskwalificaties"]):
        found.append(Studiebekrachtiging(studiebewijs="beroepskwalificatie", kwalificatie=code))
    for code in split(row["deelkwalificaties"]):
        found.append(Studiebekrachtiging(studiebewijs="deelkwalificatie", kwalificatie=code))
    return (*found, Studiebekrachtiging(studiebewijs="competenties"))


def parse_accreditation(row: dict[str, str], known_level: int | None) -> Opleidingserkenning:
    """Return one accreditation from its row."""
    return Opleidingserkenning(
        code=row["adv"],
        geldig_vanaf=date.fromisoformat(row["begindatum"]) if row["begindatum"] else None,
        geldig_tot=parse_end(row["einddatum"]),
        kwalificaties=(*split(row["beroepskwalificaties"]), *split(row["deelkwalificaties"])),
        contract=CONTRACTS[row["contract"]] if row["contract"] else None,
        werkplekcomponenttype=row["werkplekcomponent_type"] or None,
        trajectcodes=tuple(sorted(split(row["traject_code"]))),
        trajecttypes=tuple(sorted(split(row["traject_type"]))),
        maribel=True if row["structuuronderdeel_nummer"] in MARIBEL else None,
        verplichte_context=parse_context(row["contexten"]),
        studiebekrachtigingen=proofs(row, known_level),
    )


def parse_courses(rows: list[dict[str, str]]) -> list[Opleiding]:
    """Return the courses with their accreditations, in the order of the file."""
    grouped: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows:
        grouped[row["structuuronderdeel_nummer"]].append(row)
    return [_course(number, lines) for number, lines in grouped.items()]


def _course(number: str, lines: list[dict[str, str]]) -> Opleiding:
    levels = [education_level(split(line["traject_type"])) for line in lines]
    known = next((level for level in levels if level), None)
    return Opleiding(
        nummer=number,
        titel=lines[0]["titel"],
        groep=lines[0]["groep"] or None,
        graad=lines[0]["graad"] or None,
        finaliteit=lines[0]["finaliteit"] or None,
        leerweg="duaal",
        erkenningen=tuple(parse_accreditation(line, known) for line in lines),
    )


def parts_of(courses: list[dict[str, str]]) -> dict[str, set[str]]:
    """Return the partial qualifications by version, as the courses name them."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in courses:
        for code in split(row["deelkwalificaties"]):
            found[code.partition("-DBK-")[0]].add(code)
    return found


def parse_version(row: dict[str, str], latest: str, parts: set[str]) -> Beroepskwalificatie:
    """Return what the register's list says of a version."""
    return Beroepskwalificatie(
        code=row["code"],
        titel=row["titel"],
        vks_niveau=int(row["vks_niveau"]),
        status=row["status"].lower(),
        aantal_competenties=int(row["aantal_competenties"]) if row["aantal_competenties"] else None,
        nieuwste_versie=latest == row["code"],
        deelkwalificaties=tuple(DeelkwalificatieRef(code=code) for code in sorted(parts)),
    )


def add_successor(graph: Graph, code: str, latest: str) -> None:
    """State the newer recognised version of which nothing but the code is known."""
    newer = entity_iri(DEFAULT_BASE, "beroepskwalificatie", latest)
    series, _, number = latest.rpartition("-")
    graph.add((newer, KG.code, Literal(latest)))
    graph.add((newer, KG.versienummer, Literal(int(number), datatype=XSD.integer)))
    graph.add((newer, DCTERMS.replaces, entity_iri(DEFAULT_BASE, "beroepskwalificatie", code)))
    graph.add((entity_iri(DEFAULT_BASE, "kwalificatiereeks", series), KG.heeftVersie, newer))


def build_versions(folder: Path) -> Dataset:
    """Return one named graph per version that has no dossier."""
    rows = read_rows(folder / "beroepskwalificaties_laatst_erkend.csv")
    latest = {row["code"]: row["laatst_erkend"] for row in rows}
    parts = parts_of(read_rows(folder / "duale_opleidingen.csv"))
    written = {path.stem for path in (DATA / "dossiers").glob("*.ttl")}
    dataset = Dataset()
    for row in read_rows(folder / "beroepskwalificaties.csv"):
        code = row["code"]
        if code in written:
            continue
        target = dataset.graph(graph_iri(DEFAULT_BASE, f"versie/{code}"))
        for triple in version_graph(parse_version(row, latest[code], parts[code]), DEFAULT_BASE):
            target.add(triple)
        if latest[code] != code:
            add_successor(target, code, latest[code])
    return dataset


def build_courses(folder: Path) -> Graph:
    """Return the graph of courses and accreditations."""
    graph = Graph()
    for course in parse_courses(read_rows(folder / "duale_opleidingen.csv")):
        OPLEIDING.write(graph, course, DEFAULT_BASE)
    return graph


def main() -> None:
    """Write both files."""
    folder = Path(sys.argv[1])
    register = DATA / "register"
    versions, courses = build_versions(folder), build_courses(folder)
    write_trig(versions, register / "beroepskwalificaties.trig", "Registerfeiten, één graaf per versie.")
    write_turtle(courses, register / "opleidingen.ttl", "Duale opleidingen en hun erkenningen.")


if __name__ == "__main__":
    main()
