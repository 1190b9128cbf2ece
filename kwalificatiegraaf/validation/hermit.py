"""HermiT, the OWL 2 DL reasoner that owlready2 brings along: run in Java, fed N-Triples.

HermiT is called directly: owlready2 always asks it to classify properties too, which nobody here reads
and which takes half of the time. Only the relations between individuals come through owlready2.
"""

import io
import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from itertools import permutations
from pathlib import Path
from tempfile import TemporaryDirectory

from rdflib import OWL, RDF, RDFS, Graph, URIRef

from kwalificatiegraaf.errors import InvalidInput, MissingPart

_INFERENCES = "http://inferrences/"  # owlready2's own name, spelled as it spells it
_RESULT = re.compile(r"^(SubClassOf|EquivalentClasses|Type)\( (<[^>]+>(?: <[^>]+>)+) \)$", re.MULTILINE)
_SAME = "EquivalentClasses"
_PREDICATES: Mapping[str, URIRef] = {
    "SubClassOf": RDFS.subClassOf,
    _SAME: OWL.equivalentClass,
    "Type": RDF.type,
}
_JAVA = ("-Xmx2000M", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
"""Java for work of seconds: one thread for garbage, and compiled once, which halves the time of processor."""

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
    done = _run(graph, "-k")
    if done.returncode and "Inconsistent ontology" not in done.stderr:
        raise _refusal(done.stderr)
    return done.returncode == 0


def infer(graph: Graph) -> Graph:
    """Return the most specific superclasses and types that HermiT finds in a consistent `graph`.

    An unsatisfiable class is equivalent to owl:Nothing.
    """
    done = _run(graph, "-c", "-I")
    if done.returncode:
        raise _refusal(done.stderr)
    found = Graph()
    for relation, names in _RESULT.findall(done.stdout):
        terms = [URIRef(name) for name in names[1:-1].split("> <")]
        for subject, value in permutations(terms, 2) if relation == _SAME else [terms]:
            found.add((subject, _PREDICATES[relation], value))
    return found


def infer_relations(graph: Graph) -> Graph:
    """Return what `infer` does, and the relations between individuals: that costs more time."""
    import owlready2

    find_java()
    world = owlready2.World()
    try:
        world.get_ontology("urn:kwalificatiegraaf:axiomas#").load(fileobj=io.BytesIO(_ntriples(graph)))
        owlready2.sync_reasoner_hermit(world, infer_property_values=True, debug=0)
        found = io.BytesIO()
        world.get_ontology(_INFERENCES).save(found, format="ntriples")
    except owlready2.OwlReadyJavaError as error:
        raise _refusal(str(error)) from error
    finally:
        world.close()
    return Graph().parse(data=found.getvalue().decode(), format="nt")


def _run(graph: Graph, *options: str) -> "subprocess.CompletedProcess[str]":
    import owlready2

    hermit = Path(owlready2.__file__).parent / "hermit"
    classpath = os.pathsep.join([str(hermit), str(hermit / "HermiT.jar")])
    with TemporaryDirectory() as folder:
        file = Path(folder) / "axioms.nt"
        file.write_bytes(_ntriples(graph))
        entry = "org.semanticweb.HermiT.cli.CommandLine"
        command = [find_java(), *_JAVA, "-cp", classpath, entry, *options, file.as_uri()]
        return subprocess.run(command, capture_output=True, text=True, check=False)


def _ntriples(graph: Graph) -> bytes:
    return graph.serialize(format="nt", encoding="utf-8")


def _refusal(output: str) -> InvalidInput:
    lines = [line.strip() for line in output.splitlines() if line.strip() and not line.startswith("\t")]
    reason = next((line for line in lines if "xception" in line), lines[0] if lines else "geen uitleg")
    return InvalidInput(
        f"HermiT kan de ontologie niet lezen: {reason}",
        remedy="Controleer of alle axioma's binnen OWL 2 DL vallen.",
    )
