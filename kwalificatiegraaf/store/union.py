"""Keeps the default graph of an engine equal to the union of its named graphs, each triple once.

An engine that reads the union itself gives a triple of two graphs twice. So it is written: every step of
an update notes the triples that it touches, and after it these are put right, in the same request.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from kwalificatiegraaf.resources import internal_query
from kwalificatiegraaf.store.syntax import NESTING, Token, bind_term, tokens
from kwalificatiegraaf.store.transaction import Step, adding, insert_data, join_steps

_NEW_NODE = re.compile(r"[\[({~]|<<")
"""What makes a node without a name: `[]`, a list, and what is said of a triple (`<< >>`, `{| |}`, `~`)."""
NOTED = "<urn:kwalificatiegraaf:geraakt>"
"""Holds, within one request, the triples that an operation added or removed."""


def written_out(steps: Sequence[Step], data_of: Callable[[str], bytes]) -> Sequence[Step]:
    """Return the steps, those that add data as its quads, so that every node has a name.

    `data_of` gives what an update adds to a store that is empty, as N-Quads.
    """
    declared = tuple(item for step in steps for item in step.prologue)

    def one(step: Step) -> Step:
        alone = join_steps([replace(step, prologue=declared)])
        return replace(adding(data_of(alone)), prologue=step.prologue)

    return [one(step) if step.adds_data else step for step in steps]


def with_union(steps: Iterable[Step]) -> Iterator[Step]:
    """Yield the steps, and what keeps the default graph right after each."""
    for step in steps:
        if step.quads:
            yield replace(step, text=insert_data(step.quads, beside=True))
        elif step.whole is not None:
            yield from _around(step, step.whole)
        elif noted := noting(step.text):
            yield replace(step, text=noted)
            yield Step(internal_query("store/unie-bijwerken.ru"))
        else:
            yield step
            yield Step(internal_query("store/unie-snoeien.ru"))
            yield Step(internal_query("store/unie-vullen.ru"))


def _around(step: Step, graphs: Collection[str]) -> Iterator[Step]:
    """Yield a step on whole graphs, with note of what they hold before and after."""
    if not graphs:
        yield step
        return
    note = bind_term(internal_query("store/unie-noteren.ru"), "graaf", " ".join(sorted(graphs)))
    yield Step(note)
    yield step
    yield Step(note)
    yield Step(internal_query("store/unie-bijwerken.ru"))


def noting(text: str) -> str | None:
    """Return an operation that also notes, in a graph of its own, every triple that it adds or removes.

    None where its templates cannot be said once more: they make nodes without a name, that would be
    others, or have a comment where it is not clear what it belongs to.
    """
    blocks = list(_blocks(text))
    said = [chunk for one in blocks for chunk in _triples_of(text, one)]
    if not blocks or any(chunk is None or _makes_nodes(chunk) for chunk in said):
        return None
    note = "".join(f" GRAPH {NOTED} {{ {chunk}\n}}" for chunk in said)
    last = blocks[-1]
    if last.head == "DELETE DATA":
        return _filled("noteren-data", aantekening=note, bewerking=text)
    if last.head == "DELETE WHERE":
        return _filled("noteren-patroon", aantekening=note, patroon=text[last.start + 1 : last.end - 1])
    if last.head == "INSERT":
        return f"{text[: last.end - 1]}{note} {text[last.end - 1 :]}"
    return " ".join([text[: last.end], "INSERT", f"{{{note} }}", text[last.end :]])


def _filled(name: str, **parts: str) -> str:
    """Return a text of our own, with parts for the lines that stand for them."""
    lines = internal_query(f"store/{name}.ru").splitlines(keepends=True)
    return "".join(f"{parts[line[2:-1]]}\n" if line[2:-1] in parts else line for line in lines)


@dataclass(frozen=True)
class _Block:
    """A template, braces included: the words before it, and where it stands; `tokens` are those within."""

    head: str
    start: int
    end: int
    tokens: tuple[Token, ...]


def _blocks(text: str) -> Iterator[_Block]:
    """Yield the templates of an operation in order: the last one is that of INSERT, if there is one."""
    words: list[str] = []
    inside: list[Token] = []
    start = 0
    for token in tokens(text):
        if token.depth:
            inside.append(token)
        elif token.text == "{":
            start, inside = token.start, []
        elif token.text == "}":
            head = " ".join(words[-2:] if words[-1] in {"DATA", "WHERE"} else words[-1:])
            if head in {"INSERT", "DELETE", "DELETE DATA", "DELETE WHERE"}:
                yield _Block(head, start, token.start + 1, tuple(inside))
            words.append("}")
        else:
            words.append(token.text.upper())


def _triples_of(text: str, block: _Block) -> Iterator[str | None]:
    """Yield the triples of a template, apart for each graph; None for what cannot be told apart."""
    start = opened = block.start + 1
    for token in block.tokens:
        if token.depth == 1 and token.text.upper() == "GRAPH":
            yield from _outside(text[start : token.start])
        elif token.depth == 1 and token.text == "{":
            opened = token.start + 1
        elif token.depth == 1 and token.text == "}":
            yield text[opened : token.start]
            start = token.start + 1
    yield from _outside(text[start : block.end - 1])


def _outside(part: str) -> Iterator[str | None]:
    """Yield what stands between graphs, if anything does, without the dot that may end the one before."""
    found = part.strip().removeprefix(".").strip()
    if found:
        yield None if "#" in found else found


def _makes_nodes(chunk: str) -> bool:
    return _NEW_NODE.search(NESTING.sub(lambda match: "" if match["skip"] else match[0], chunk)) is not None
