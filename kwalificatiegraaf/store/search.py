"""Text search in Dutch over titles, synonyms and texts, on tantivy.

A word of the question scores by the best place it is found in: title before synonym before text, and
in each the word itself before its stem, its root, and a longer word that holds it (or that it holds).
Rare words weigh more. What a visitor types is never parsed as a query language.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from tantivy import Document as Entry
from tantivy import Index, Occur, Query, SchemaBuilder, Searcher

from kwalificatiegraaf.domain.waarde import Waarde
from kwalificatiegraaf.store.dutch import roots, stem, without_stopwords, words

_WORD: Final = {"titel": 12.0, "synoniemen": 7.0, "code": 7.0, "tekst": 2.2}
_STEM: Final = {"titel": 11.0, "synoniemen": 6.5, "tekst": 2.0}
_ROOT: Final = {"titel": 9.0, "synoniemen": 6.0, "tekst": 1.6}
_PART: Final = {"titel": 5.0, "synoniemen": 3.5}
_HEAD: Final = 1.2
"""The last part of a compound tells what it is: a haarkapper is a kapper."""
_WHOLE: Final = 25.0
"""Bonus when the whole question is the title or the code."""
_LENGTH: Final = 0.01
"""Share of tantivy's own score, so that of two equal finds the shorter title comes first."""
_TIES: Final = 100
"""Finds taken beyond the limit, so that equals at the limit are ordered too."""
_MAX_WORDS: Final = 20
_MAX_PARTS: Final = 40
_SHORTEST_PART: Final = 4


class Document(Waarde):
    """What can be found: its kind and code, a title, other names and longer text."""

    soort: str
    code: str
    titel: str
    synoniemen: tuple[str, ...] = ()
    tekst: str = ""


class Treffer(Waarde):
    """A find: the kind, code and title of the document, and its score (higher is nearer)."""

    soort: str
    code: str
    titel: str
    score: float


def _fields(document: Document) -> Iterator[tuple[str, str]]:
    """Yield the fields of a document in the index, as words parted by spaces."""
    yield "soort", document.soort
    yield "geheel", " ".join(words(document.titel))
    yield "geheel", " ".join(words(document.code))
    yield "code_woord", " ".join(words(document.code))
    texts = {"titel": document.titel, "synoniemen": " ".join(document.synoniemen), "tekst": document.tekst}
    for field, text in texts.items():
        found = words(text)
        yield f"{field}_woord", " ".join(found)
        yield f"{field}_stam", " ".join(map(stem, found))
        yield f"{field}_wortel", " ".join(root for word in found for root in roots(word))


class Zoekindex:
    """An index in memory; build it anew after a change."""

    def __init__(self, documents: Sequence[Document], index: Index) -> None:
        self._documents = documents
        self._schema = index.schema
        self._searcher: Searcher = index.searcher()
        labels = (f"{d.titel} {' '.join(d.synoniemen)}" for d in documents)
        self._vocabulary = {word for label in labels for word in words(label)}
        self._joined = "\n".join(["", *sorted(self._vocabulary, key=lambda word: (len(word), word)), ""])

    @classmethod
    def build(cls, documents: Iterable[Document]) -> "Zoekindex":
        """Return an index over the documents."""
        builder = SchemaBuilder().add_unsigned_field("nr", fast=True)
        for name in ("soort", "geheel"):
            builder = builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
        for field in _WORD:
            for form in ("woord",) if field == "code" else ("woord", "stam", "wortel"):
                builder = builder.add_text_field(
                    f"{field}_{form}", tokenizer_name="whitespace", index_option="freq"
                )
        index = Index(builder.build())
        ordered = sorted(documents, key=lambda document: (document.soort, document.code))
        writer = index.writer(num_threads=1)
        for number, document in enumerate(ordered):
            entry = Entry()
            entry.add_unsigned("nr", number)
            for field, text in _fields(document):
                entry.add_text(field, text)
            writer.add_document(entry)
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        return cls(ordered, index)

    def search(self, text: str, limit: int = 20, soort: str | None = None) -> list[Treffer]:
        """Return the best finds, best first, equals in order of kind and code; none for an empty text."""
        found = without_stopwords(words(text[:500]))[:_MAX_WORDS]
        if not found or limit < 1:
            return []
        scored = [(Occur.Should, self._word_query(word)) for word in found]
        whole = self._term("geheel", " ".join(words(text[:500])), _WHOLE)
        return self._run([*scored, (Occur.Should, whole)], limit, soort) or self._run(
            [(Occur.Should, near) for word in found for near in self._near(word)], limit, soort
        )

    def _term(self, field: str, value: str, score: float) -> Query:
        return Query.const_score_query(Query.term_query(self._schema, field, value, "basic"), score)

    def _word_query(self, word: str) -> Query:
        """Return a query that scores the best place of one word, and a little for a short title."""
        forms = list(self._forms(word))
        weight = self._weight([(field, value) for field, value, _ in forms])
        places = [self._term(field, value, score * weight) for field, value, score in forms]
        length = Query.boost_query(
            Query.term_query(self._schema, "titel_wortel", roots(word)[0], "freq"), _LENGTH
        )
        return Query.boolean_query(
            [(Occur.Should, Query.disjunction_max_query(places)), (Occur.Should, length)]
        )

    def _forms(self, word: str) -> Iterator[tuple[str, str, float]]:
        """Yield field, value and score of everything that counts as finding the word."""
        yield from ((f"{field}_woord", word, score) for field, score in _WORD.items())
        yield from ((f"{field}_stam", stem(word), score) for field, score in _STEM.items())
        for root in roots(word):
            yield from ((f"{field}_wortel", root, score) for field, score in _ROOT.items())
        for part in self._related(word):
            factor = _HEAD if word.endswith(part) else 1
            yield from ((f"{field}_woord", part, score * factor) for field, score in _PART.items())

    def _weight(self, forms: Sequence[tuple[str, str]]) -> float:
        exact = [form for form in forms if not form[0].startswith("tekst")] or forms
        count = max(self._searcher.doc_freq(field, value) for field, value in exact)
        return 1 + math.log((1 + len(self._documents)) / (1 + count)) / 4

    def _related(self, word: str) -> list[str]:
        """Return words of titles and synonyms that hold the word or its root, or start or end it."""
        cuts = range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 2)
        parts = {part for cut in cuts for part in (word[cut:], word[:cut]) if part in self._vocabulary}
        for piece in {word, *roots(word)}:
            if len(piece) >= _SHORTEST_PART:
                parts.update(self._holding(piece))
        return sorted({part for part in parts if len(part) >= _SHORTEST_PART} - {word})

    def _holding(self, piece: str) -> Iterator[str]:
        """Yield the shortest words of the vocabulary that hold `piece`."""
        start = 0
        for _ in range(_MAX_PARTS):
            start = self._joined.find(piece, start)
            if start < 0:
                return
            end = self._joined.index("\n", start)
            yield self._joined[self._joined.rindex("\n", 0, start) + 1 : end]
            start = end

    def _near(self, word: str) -> Iterator[Query]:
        """Yield queries for words that differ from `word` by one letter: when nothing else was found."""
        if len(word) > _SHORTEST_PART:
            for field in ("titel_woord", "synoniemen_woord"):
                yield Query.fuzzy_term_query(self._schema, field, word)

    def _run(self, scored: Sequence[tuple[Occur, Query]], limit: int, soort: str | None) -> list[Treffer]:
        if not scored:
            return []
        query = Query.boolean_query(list(scored))
        if soort is not None:
            kind = Query.const_score_query(Query.term_query(self._schema, "soort", soort, "basic"), 0.0)
            query = Query.boolean_query([(Occur.Must, query), (Occur.Must, kind)])
        most = min(limit + _TIES, max(1, len(self._documents)))
        hits = self._searcher.search(query, most, count=False).hits
        numbers = self._searcher.fast_field_values("nr", [address for _, address in hits])
        ranked = sorted(
            (-round(float(score), 3), int(nr or 0)) for (score, _), nr in zip(hits, numbers, strict=True)
        )
        return [self._hit(nr, -score) for score, nr in ranked[:limit]]

    def _hit(self, number: int, score: float) -> Treffer:
        document = self._documents[number]
        return Treffer(soort=document.soort, code=document.code, titel=document.titel, score=score)
