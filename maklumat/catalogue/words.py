"""Words of a question, made comparable: without case and marks, in their everyday sense, as stems.

Indonesian builds words with prefixes and suffixes (*kehilangan*, *penggantian*), so words are
compared by their Snowball stem. Pure: the word list is given.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

import Stemmer

LONGEST_QUESTION = 200  # characters; what follows is not read
MOST_WORDS = 12
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class WordList:
    """`ignore`: words that name no service. `means`: everyday words with the official one."""

    ignore: frozenset[str] = frozenset()
    means: Mapping[str, str] = field(default_factory=dict)


def words(text: str, shortest: int = 2) -> list[str]:
    """Split a text into words, without case, marks and words shorter than `shortest` letters.

    >>> words("Penggantian KTP-el, hilang/rusak")
    ['penggantian', 'ktp', 'el', 'hilang', 'rusak']
    """
    plain = unicodedata.normalize("NFKD", text[: LONGEST_QUESTION * 20]).casefold()
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return [word for word in _WORD.findall(plain) if len(word) >= shortest]


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """Return the stem of one word.

    >>> stem("kehilangan"), stem("penggantian")
    ('hilang', 'ganti')
    """
    return str(Stemmer.Stemmer("indonesian").stemWord(word))


def meant(found: Iterable[str], known: WordList) -> list[str]:
    """Put official words for everyday ones.

    >>> meant(["akte", "lahir"], WordList(means={"akte": "akta"}))
    ['akta', 'lahir']
    """
    return [part for word in found for part in known.means.get(word, word).split()]


def asked(question: str, known: WordList) -> list[str]:
    """Return the words of a question that may name a service.

    A question of nothing but ignored words keeps them: something was meant.

    >>> asked("cara buat ktp hilang", WordList(frozenset({"cara", "buat"})))
    ['ktp', 'hilang']
    """
    found = words(question[:LONGEST_QUESTION])[:MOST_WORDS]
    telling = [word for word in found if word not in known.ignore]
    return meant(telling or found, known)


def weights(parts: Iterable[tuple[int, str]], known: WordList) -> dict[str, int]:
    """Return each stem with the weight of the weightiest part it stands in.

    >>> weights([(6, "Akta lahir"), (1, "akta asli")], WordList())
    {'akta': 6, 'lahir': 6, 'asli': 1}
    """
    found: dict[str, int] = {}
    for weight, text in parts:
        for word in meant(words(text), known):
            if word not in known.ignore:
                found[stem(word)] = max(weight, found.get(stem(word), 0))
    return found
