"""Dutch words as the text search compares them: folded, stemmed, and taken to the root of their trade.

Snowball's stemmer keeps `kapper` apart from `kappen` and `kapster`. A root undoes how Dutch makes names
of people from verbs (-er, -der, -aar, -ster, -eur, -euse), and the spelling that goes with it.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final

from tantivy import Filter, TextAnalyzerBuilder, Tokenizer

_WORD = re.compile(r"[^\W_]+")
_ENDINGS: Final = (
    *("aarsters", "aarster", "sters", "ster", "aars", "aar", "eurs", "eur", "euses", "euse"),
    *("ers", "er", "ingen", "ing", "ende", "end", "en", "es", "e", "s", "t"),
)
_SHORTEST: Final = 3
_STEMMER = TextAnalyzerBuilder(Tokenizer.raw()).filter(Filter.stemmer("dutch")).build()
_STOPPER = TextAnalyzerBuilder(Tokenizer.whitespace()).filter(Filter.stopword("dutch")).build()


def fold(text: str) -> str:
    """Return the text in lower case without diacritics."""
    if text.isascii():
        return text.casefold()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(mark for mark in decomposed if not unicodedata.combining(mark))


def words(text: str) -> list[str]:
    """Return the folded words and numbers of a text, in order."""
    return _WORD.findall(fold(text))


def without_stopwords(found: list[str]) -> list[str]:
    """Drop `de`, `van` and the like, unless nothing else is there."""
    return _STOPPER.analyze(" ".join(found)) or found


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """Return the Snowball stem of a folded word, or the word where its stem is but a stop word.

    >>> stem("kleuren"), stem("metsel")
    ('kleur', 'metsel')
    """
    found = str(_STEMMER.analyze(word)[0]) if word else word
    return found if _STOPPER.analyze(found) else word


@lru_cache(maxsize=200_000)
def roots(word: str) -> tuple[str, ...]:
    """Return the roots that a folded word may have: one, or two where -eren may be part of it.

    >>> roots("kapsters"), roots("verkoper"), roots("monteren")
    (('kap',), ('verkop',), ('monter', 'mont'))
    """
    short = _strip(re.sub(r"rder(s?)$", r"rer\1", word))
    found = [_spell(short)]
    if re.search(r"[^aeiou]eren$", word) and len(word) >= _SHORTEST + 5:
        found.append(_spell(word.removesuffix("eren")))
    return tuple(dict.fromkeys(found))


def _strip(word: str) -> str:
    for ending in _ENDINGS:
        rest = word.removesuffix(ending)
        if rest != word and _may_end(rest, ending):
            return rest
    return word


def _may_end(rest: str, ending: str) -> bool:
    """Tell whether `rest` is a syllable of its own, and the ending not half of a long `ee` (beheer)."""
    long_vowel = ending[0] == "e" and rest.endswith("e")
    return len(rest) >= _SHORTEST and not long_vowel and re.search("[aeiouy]", rest) is not None


def _spell(root: str) -> str:
    """Undo doubled vowels and consonants and the voice of the last sound: verkoop, kapp, schrijv."""
    single = re.sub(r"([aeou])\1", r"\1", root)
    single = re.sub(r"([b-df-hj-np-tv-z])\1$", r"\1", single)
    return re.sub("z$", "s", re.sub("v$", "f", single))
