"""A graph of any size, shaped like ours: `python -m benchmarks.scale TRIPLES FILE [--seed N]` writes N-Quads.

Several national frameworks, one named graph per version, competences with knowledge that versions share,
prerequisites in chains and possible places. The same seed gives the same bytes.
"""

import argparse
from collections.abc import Iterator
from pathlib import Path
from random import Random

from rich.progress import Progress

from kwalificatiegraaf.vocabulary.prefixes import DEFAULT_BASE, NAMESPACE

FRAMEWORKS = ("VL", "NL", "FR", "DE", "IE", "PT")
PLACES = ("werkplek", "klas", "labo", "simulatie")
VERBS = ("Plaatst", "Controleert", "Herstelt", "Meet", "Ontwerpt", "Reinigt", "Bestelt", "Begeleidt")
THINGS = ("een steiger", "de installatie", "het dossier", "een wand", "de klant", "het gerecht", "de stof")
COMPETENCES = 24
KNOWLEDGE_PER_VERSION = 40

_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_INTEGER = "http://www.w3.org/2001/XMLSchema#integer"


def entity(kind: str, code: str) -> str:
    return f"<{DEFAULT_BASE}/id/{kind}/{code}>"


def kg(term: str) -> str:
    return f"<{NAMESPACE}{term}>"


def code_of(number: int) -> str:
    """Return the code of the version with this number."""
    return f"{FRAMEWORKS[number % len(FRAMEWORKS)]}-{number:06d}-1"


def version(number: int, random: Random) -> Iterator[str]:
    """Yield the quads of one version: some 290, and what its competences share with others."""
    code = code_of(number)
    graph, me = f"<{DEFAULT_BASE}/graph/versie/{code}>", entity("beroepskwalificatie", code)

    def quad(subject: str, predicate: str, value: str) -> str:
        return f"{subject} {predicate} {value} {graph} .\n"

    yield quad(me, f"<{_TYPE}>", kg("Beroepskwalificatie"))
    yield quad(me, kg("code"), f'"{code}"')
    yield quad(me, f"<{_LABEL}>", f'"Vak {number} van {code[:2]}"@nl')
    yield quad(me, kg("vksNiveau"), entity("concept/vks-niveau", str(random.randint(1, 8))))
    for order in range(1, COMPETENCES + 1):
        competence = entity("competentie", f"{code}.{order:02d}")
        text = f"{random.choice(VERBS)} {random.choice(THINGS)} ({number}.{order})"
        yield quad(me, kg("heeftCompetentie"), competence)
        yield quad(competence, f"<{_TYPE}>", kg("Competentie"))
        yield quad(competence, kg("code"), f'"{code}.{order:02d}"')
        yield quad(competence, f"<{_LABEL}>", f'"{text}"@nl')
        yield quad(competence, kg("volgnummer"), f'"{order}"^^<{_INTEGER}>')
        for place in random.sample(PLACES, random.randint(1, 2)):
            yield quad(competence, kg("kanGeleerdWordenIn"), entity("concept/leerplaats", place))
        if order > 1 and random.random() < 0.6:
            earlier = entity("competentie", f"{code}.{random.randint(1, order - 1):02d}")
            yield quad(competence, kg("heeftVoorkennis"), earlier)
        for _ in range(2):
            near = random.randint(0, KNOWLEDGE_PER_VERSION * 3)
            piece = entity("kennis", str(number * KNOWLEDGE_PER_VERSION + near))
            yield quad(competence, kg("heeftKennis"), piece)
            yield quad(piece, f"<{_LABEL}>", f'"Kennis van {random.choice(THINGS)}"@nl')


def quads(triples: int, seed: int = 1) -> Iterator[str]:
    """Yield exactly `triples` quads (the last version may be cut)."""
    random = Random(seed)
    left, number = triples, 0
    while left > 0:
        lines = list(version(number, random))[:left]
        yield from lines
        left -= len(lines)
        number += 1


def write(path: Path, triples: int, seed: int = 1) -> None:
    """Write the graph to a file, with a bar."""
    with path.open("w", encoding="utf-8") as file, Progress() as bars:
        task = bars.add_task("schrijven", total=triples)
        for count, line in enumerate(quads(triples, seed), start=1):
            file.write(line)
            if count % 50_000 == 0:
                bars.update(task, completed=count)
        bars.update(task, completed=triples)


def main() -> None:
    """Write what the command line asks."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("triples", type=int)
    parser.add_argument("file", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    write(asked.file, asked.triples, asked.seed)


if __name__ == "__main__":
    main()
