"""Which words and pairs of words people use most in their suggestions. Pure.

A text counts once for a word, however often it says it: one angry person is not many. Words that
say nothing (`words/stopwords-id.yaml`) are left out; a pair is two words that stand side by side,
also across such a word.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

SHORTEST = 3  # letters
FEWEST = 2  # texts: what only one person wrote is no pattern
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_SENTENCE = re.compile(r"[.!?;:\n]+")


@dataclass(frozen=True)
class Word:
    """One word or pair, and in how many texts it stands."""

    text: str
    n: int


@dataclass(frozen=True)
class WordList:
    words: tuple[Word, ...]
    pairs: tuple[Word, ...]


def word_list(texts: Iterable[str], stop: Collection[str], *, most: int = 30) -> WordList:
    """Count words and pairs, the most frequent first.

    >>> found = word_list(["Antre lama sekali.", "Loket sepi, antre lama"], {"sekali", "lama"})
    >>> found.words
    (Word(text='antre', n=2),)
    """
    words: Counter[str] = Counter()
    pairs: Counter[str] = Counter()
    for text in texts:
        sentences = [list(_telling(sentence, stop)) for sentence in _SENTENCE.split(text.lower())]
        words.update({word for sentence in sentences for word in sentence})
        pairs.update({f"{one} {two}" for sentence in sentences for one, two in pairwise(sentence)})
    return WordList(_top(words, most), _top(pairs, most // 2))


def _telling(sentence: str, stop: Collection[str]) -> Iterator[str]:
    for word in _WORD.findall(sentence):
        if len(word) >= SHORTEST and word not in stop:
            yield word


def _top(counted: Counter[str], most: int) -> tuple[Word, ...]:
    found = [(word, n) for word, n in counted.items() if n >= FEWEST]
    found.sort(key=lambda pair: (-pair[1], pair[0]))
    return tuple(Word(word, n) for word, n in found[:most])
