"""What a scan costs per triple as the data grow: `python -m benchmarks.growth SIZE... [--folder FOLDER]`.

The bare engine on disk, without our service: sizes are asked in turn, so that the noise of the machine
falls on all of them alike. Prints a table in Markdown, nanoseconds per triple (the least of the rounds).
"""

import argparse
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import pyoxigraph as ox

from benchmarks.scale import write
from kwalificatiegraaf.importers.quads import read_quads
from kwalificatiegraaf.store.oxigraph import OxigraphStore

QUERIES = Path(__file__).parent / "queries"
ROUNDS = 5
TRIPLES_PER_ROUND = 3_000_000
"""A small size is asked so often in a round that it reads about as many triples."""


def load(size: int, folder: Path) -> ox.Store:
    """Return the engine on a generated graph of this size; a folder that is there is used again."""
    stored, file = folder / str(size), folder / f"{size}.nq"
    if not stored.exists():
        write(file, size)
        OxigraphStore.write(stored, lambda: read_quads(file, lambda read, whole: None))
        file.unlink()
    return ox.Store.read_only(str(stored))


def measure(sizes: Sequence[int], folder: Path) -> dict[str, list[float]]:
    """Return per scan the nanoseconds per triple at each size."""
    stores = {size: load(size, folder) for size in sizes}
    found: dict[str, list[float]] = {}
    for file in sorted(QUERIES.glob("*/*-scan-*.rq"), key=lambda one: one.name):
        query = file.read_text(encoding="utf-8")
        best = dict.fromkeys(sizes, float("inf"))
        for _ in range(ROUNDS):
            for size, store in stores.items():
                for _ in range(max(1, min(10, TRIPLES_PER_ROUND // size))):
                    start = perf_counter()
                    list(store.query(query))
                    best[size] = min(best[size], perf_counter() - start)
        found[file.stem] = [1e9 * best[size] / size for size in sizes]
    return found


def main() -> None:
    """Measure the sizes of the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("size", type=int, nargs="+")
    parser.add_argument("--folder", type=Path)
    asked = parser.parse_args()
    with TemporaryDirectory() as scratch:
        found = measure(asked.size, asked.folder or Path(scratch))
    print("| ns per tripel |", *(f"{size:,} |".replace(",", ".") for size in asked.size))
    print("|---|" + "---:|" * len(asked.size))
    for name, costs in found.items():
        print(f"| {name} |", *(f"{cost:.1f} |".replace(".", ",") for cost in costs))


if __name__ == "__main__":
    main()
