"""Allocate the embedded trajectories anew: `python -m tools.build_trajectories [CODE …]`.

The frame (weeks, timetable, contexts) in data/vks/trajecten is hand-written; the allocation in the
same file is what the builder answers for it, and data/vks/bewijzen holds the proof of that answer. Run
this after a change of frame, places, weights or builder.
"""

import sys
from pathlib import Path

from rdflib import Graph

from kwalificatiegraaf import resources
from kwalificatiegraaf.bootstrap import open_store
from kwalificatiegraaf.domain.bouwresultaat import Bouwresultaat
from kwalificatiegraaf.exporters.proof import proof_graph
from kwalificatiegraaf.services.trajectory import build_frame
from kwalificatiegraaf.settings import Settings
from kwalificatiegraaf.store.embedded import load_embedded
from kwalificatiegraaf.store.repository import Repository, trajectory_graph
from kwalificatiegraaf.vocabulary.prefixes import DEFAULT_BASE
from tools.turtle import write_turtle


def open_repository() -> Repository:
    """Return a repository over the embedded data alone, without what a user imported."""
    store = open_store(Settings(store="memory"))
    load_embedded(store, DEFAULT_BASE)
    return Repository(store, DEFAULT_BASE)


def rebuild(repository: Repository, code: str, path: Path) -> tuple[str, ...]:
    """Write the trajectory with its new allocation; return what could not be met."""
    frame, _ = repository.find_trajectory(code)
    result = build_frame(repository, frame)
    comment = path.read_text(encoding="utf-8").splitlines()[0].removeprefix("# ")
    write_turtle(trajectory_graph(frame, result.traject.toewijzingen, DEFAULT_BASE), path, comment)
    proof = resources.data() / "bewijzen" / path.name
    proof.parent.mkdir(exist_ok=True)
    write_turtle(proof_only(result), proof, f"Bewijs van traject {code}, gemaakt door de bouwer. CC BY 4.0.")
    return result.meldingen


def proof_only(result: Bouwresultaat) -> Graph:
    """Return the proof of a trajectory without the trajectory itself."""
    whole = proof_graph(result, DEFAULT_BASE)
    trajectory = trajectory_graph(result.traject.kader, result.traject.toewijzingen, DEFAULT_BASE)
    for triple in trajectory:
        whole.remove(triple)
    return whole


def main() -> None:
    """Rebuild the named trajectories, or all."""
    repository = open_repository()
    for code in sys.argv[1:] or repository.trajectory_codes():
        notes = rebuild(repository, code, resources.data() / "trajecten" / f"{code}.ttl")
        print(code, *notes, sep="\n  ")


if __name__ == "__main__":
    main()
