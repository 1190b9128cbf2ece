"""The stream as Linked Data Event Streams writes it: lines of N-Quads for the view, a page or a member."""

from collections.abc import Iterable, Iterator

from rdflib import DCTERMS, FOAF, PROV, RDF, SH, XSD, Namespace, URIRef

from kwalificatiegraaf.services.dataset import LICENCE, TITLES
from kwalificatiegraaf.services.stream import Bladzijde, Lid, Stroom

LDES = Namespace("https://w3id.org/ldes#")
TREE = Namespace("https://w3id.org/tree#")
INTEGER, MOMENT = XSD.integer.n3(), XSD.dateTime.n3()


def write_view(stream: Stroom, root: str) -> list[str]:
    """Return the stream with its shape and the relation to each page; `root` ends with a slash."""
    view = f"<{root}ldes>"
    lines = [*_stream(root), *_shape(root), f"{view} {RDF.type.n3()} {TREE.Node.n3()}"]
    for number, page in enumerate(stream.bladzijden):
        kind = TREE.GreaterThanOrEqualToRelation
        lines += _relation(view, f"<{root}ldes/{page.naam}>", f"_:naar{number}", kind, page.vanaf)
    return _quads(lines)


def write_page(page: Bladzijde, root: str, *, graphs: bool) -> list[str]:
    """Return a page with its members; without `graphs` the member names its things (`dcterms:hasPart`).

    It leads to the page before it: whoever comes to the last one misses nothing that filled up meanwhile.
    """
    node, stream = f"<{root}ldes/{page.naam}>", f"<{root}ldes#stroom>"
    lines = [
        *_stream(root),
        f"{node} {RDF.type.n3()} {TREE.Node.n3()}",
        f"{node} {DCTERMS.isPartOf.n3()} {stream}",
    ]
    if page.vorige:
        kind = TREE.LessThanOrEqualToRelation
        lines += _relation(node, f"<{root}ldes/{page.vorige}>", "_:vorige", kind, page.vanaf)
    lines += [f"{stream} {TREE.member.n3()} <{lid.iri}>" for lid in page.leden]
    return _quads(lines) + [line for lid in page.leden for line in write_member(lid, graphs=graphs)]


def write_member(lid: Lid, *, graphs: bool, successor: Lid | None = None) -> list[str]:
    """Return what is said of a member, and its triples: in a graph with its name, or beside it.

    `successor` is the state that replaced it; a page, which never changes, does not name it.
    """
    node = f"<{lid.iri}>"
    about = [
        f"{node} {RDF.type.n3()} {PROV.Entity.n3()}",
        f"{node} {DCTERMS.isVersionOf.n3()} <{lid.graaf}>",
        f"{node} {FOAF.primaryTopic.n3()} <{lid.onderwerp}>",
        f'{node} {PROV.generatedAtTime.n3()} "{lid.moment}"^^{MOMENT}',
    ]
    if successor:
        about.append(f"{node} {DCTERMS.isReplacedBy.n3()} <{successor.iri}>")
    if graphs:
        return _quads(about) + [f"{line} {node} ." for line in lid.regels]
    things = dict.fromkeys(line.partition(" ")[0] for line in lid.regels)
    parts = [f"{node} {DCTERMS.hasPart.n3()} {thing}" for thing in things]
    return _quads([*about, *parts, *lid.regels])


def _quads(lines: Iterable[str]) -> list[str]:
    return [f"{line} ." for line in lines]


def _stream(root: str) -> Iterator[str]:
    node = f"<{root}ldes#stroom>"
    yield f"{node} {RDF.type.n3()} {LDES.EventStream.n3()}"
    yield f"{node} {TREE.view.n3()} <{root}ldes>"
    yield f"{node} {TREE.shape.n3()} <{root}ldes#vorm>"
    yield f"{node} {LDES.timestampPath.n3()} {PROV.generatedAtTime.n3()}"
    yield f"{node} {LDES.versionOfPath.n3()} {DCTERMS.isVersionOf.n3()}"
    yield f"{node} {DCTERMS.license.n3()} {LICENCE.n3()}"
    for text, language in TITLES:
        yield f'{node} {DCTERMS.title.n3()} "{text}"@{language}'


def _shape(root: str) -> Iterator[str]:
    """Yield the shape of a member: once its graph, once its moment, and the things where they are named."""
    shape = f"<{root}ldes#vorm>"
    yield f"{shape} {RDF.type.n3()} {SH.NodeShape.n3()}"
    for number, (path, kind) in enumerate(
        (
            (DCTERMS.isVersionOf, f"{SH.nodeKind.n3()} {SH.IRI.n3()}"),
            (PROV.generatedAtTime, f"{SH.datatype.n3()} {MOMENT}"),
        )
    ):
        yield f"{shape} {SH.property.n3()} _:veld{number}"
        yield f"_:veld{number} {SH.path.n3()} {path.n3()}"
        yield f"_:veld{number} {kind}"
        yield f'_:veld{number} {SH.minCount.n3()} "1"^^{INTEGER}'
        yield f'_:veld{number} {SH.maxCount.n3()} "1"^^{INTEGER}'
    yield f"{shape} {SH.property.n3()} _:deel"
    yield f"_:deel {SH.path.n3()} {DCTERMS.hasPart.n3()}"
    yield f"_:deel {SH.node.n3()} <{root}ldes#ding>"
    yield f"<{root}ldes#ding> {RDF.type.n3()} {SH.NodeShape.n3()}"


def _relation(node: str, other: str, relation: str, kind: URIRef, moment: str | None) -> Iterator[str]:
    """Yield the link to another page: on which side of a moment its members are, where there is one."""
    yield f"{node} {TREE.relation.n3()} {relation}"
    yield f"{relation} {RDF.type.n3()} {(kind if moment else TREE.Relation).n3()}"
    yield f"{relation} {TREE.node.n3()} {other}"
    if moment:
        yield f"{relation} {TREE.path.n3()} {PROV.generatedAtTime.n3()}"
        yield f'{relation} {TREE.value.n3()} "{moment}"^^{MOMENT}'
