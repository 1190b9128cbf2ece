"""HermiT, the OWL 2 DL reasoner that owlready2 brings along: run in Java, fed N-Triples.

A question about consistency alone calls HermiT directly: owlready2 always asks for the whole
classification, which takes several times longer.
"""

import io
import os
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from rdflib import Graph

from kwalificatiegraaf.errors import InvalidInput, MissingPart

_INFERENCES = "http://inferrences/"  # owlready2's own name, spelled as it spells it
_REMEDY = "Installeer een Java-runtime (versie 11 of later) en zorg dat 'java' in PATH staat."


def find_java() -> str:
    """Return the path of Java as owlready2 is set to find it; MissingPart when there is none."""
    import owlready2

    found = shutil.which(str(owlready2.JAVA_EXE))
    if found is None:
        raise MissingPart("Java ontbreekt; de redeneerder HermiT draait erop", remedy=_REMEDY)
    return found


def is_consistent(graph: Graph) -> bool:
    """Return whether the axioms of `graph` can all be true; InvalidInput when they are not OWL 2 DL."""
    import owlready2

    hermit = Path(owlready2.__file__).parent / "hermit"
    classpath = os.pathsep.join([str(hermit), str(hermit / "HermiT.jar")])
    with TemporaryDirectory() as folder:
        file = Path(folder) / "axioms.nt"
        file.write_bytes(_ntriples(graph))
        entry = "org.semanticweb.HermiT.cli.CommandLine"
        command = [find_java(), "-Xmx2000M", "-cp", classpath, entry, "-k", file.as_uri()]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return True
    if "Inconsistent ontology" in done.stderr:
        return False
    raise _refusal(done.stderr)


def infer(graph: Graph, relations: bool) -> Graph:
    """Return what HermiT derives from a consistent `graph` and the graph does not say.

    Subclasses and types are the most specific ones; an unsatisfiable class is equivalent to
    owl:Nothing. With `relations` also the relations between individuals, which costs more time.
    """
    import owlready2

    find_java()
    world = owlready2.World()
    try:
        world.get_ontology("urn:kwalificatiegraaf:axiomas#").load(fileobj=io.BytesIO(_ntriples(graph)))
        owlready2.sync_reasoner_hermit(world, infer_property_values=relations, debug=0)
        found = io.BytesIO()
        world.get_ontology(_INFERENCES).save(found, format="ntriples")
    except owlready2.OwlReadyJavaError as error:
        raise _refusal(str(error)) from error
    finally:
        world.close()
    return Graph().parse(data=found.getvalue().decode(), format="nt")


def _ntriples(graph: Graph) -> bytes:
    return graph.serialize(format="nt", encoding="utf-8")


def _refusal(output: str) -> InvalidInput:
    lines = [line.strip() for line in output.splitlines() if line.strip() and not line.startswith("\t")]
    reason = next((line for line in lines if "xception" in line), lines[0] if lines else "geen uitleg")
    return InvalidInput(
        f"HermiT kan de ontologie niet lezen: {reason}",
        remedy="Controleer of alle axioma's binnen OWL 2 DL vallen.",
    )
