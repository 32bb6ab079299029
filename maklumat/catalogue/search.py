"""Find services by a question, with typing errors, everyday words and filters.

A government has some hundreds of services, at most a few thousand. Each process keeps the words of
all of them in memory (about 3 KB a service) and renews them when a purge of "services" says that
something was published. So a search costs no query, filters can be counted while the words are
looked up, and both databases answer alike.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from math import log
from threading import Lock

from rapidfuzz import fuzz, process

from maklumat.catalogue import words
from maklumat.catalogue.finding import DAY, WEEK, word_list
from maklumat.catalogue.queries import FoundRow, rows_to_find
from maklumat.core.pagecache import stamp

NEAR_ENOUGH = 76  # of 100, for a word of four letters or more: one slip in five letters
TYPO = 0.7  # what a corrected word counts against one typed right
WHOLE_PHRASE, PART_OF_PHRASE = 60.0, 12.0
FAR_BEHIND = 0.12  # of the best score: below it, words only happen to stand in the text
BEGINNING = 2  # letters of a word from which suggestions are made


@dataclass(frozen=True)
class Filters:
    """What the list is narrowed by; slugs as in the address, "" for no choice."""

    agency: str = ""
    life_event: str = ""
    audience: str = ""
    free: bool = False
    online: bool = False
    speed: str = ""

    def tests(self) -> dict[str, Callable[[FoundRow], bool]]:
        """Return a test for each filter that is set."""
        chosen: dict[str, Callable[[FoundRow], bool]] = {}
        if self.agency:
            chosen["agency"] = lambda row: self.agency in row.agencies
        if self.life_event:
            chosen["life_event"] = lambda row: self.life_event in row.finding["life_events"]
        if self.audience:
            chosen["audience"] = lambda row: self.audience in row.finding["audiences"]
        if self.free:
            chosen["free"] = lambda row: row.finding["free"]
        if self.online:
            chosen["online"] = lambda row: row.finding["online"]
        if self.speed:
            chosen["speed"] = lambda row: self.speed in _speeds(row)
        return chosen


@dataclass(frozen=True)
class Results:
    """Keys in order, how many each filter value would leave, and the question as it was understood.

    `corrected` is "" unless a word had to be corrected.
    """

    rows: list[FoundRow]
    counts: Mapping[str, Counter[str]]
    corrected: str = ""


@dataclass
class Index:
    """The words of all published services."""

    rows: dict[int, FoundRow] = field(default_factory=dict)
    postings: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))
    # A word as people write it: its stem, and how often it is written so.
    vocabulary: dict[str, tuple[str, int]] = field(default_factory=dict)

    def add(self, row: FoundRow) -> None:
        self.rows[row.pk] = row
        for stem, weight in row.finding["weights"].items():
            self.postings[stem][row.pk] = weight
        for phrase in row.finding["phrases"]:
            for word in phrase.split():
                if word not in word_list().ignore:
                    _stem, often = self.vocabulary.get(word, ("", 0))
                    self.vocabulary[word] = words.stem(word), often + 1

    def rarity(self, stem: str) -> float:
        """A word that few services have tells more."""
        return 1.0 + log(max(1, len(self.rows)) / max(1, len(self.postings.get(stem, ()))))


_known: tuple[str, Index] = ("", Index())
_renewing = Lock()


def index() -> Index:
    """Return the words of all published services, renewed if any changed since."""
    global _known
    now = stamp("services")
    if _known[0] != now:
        with _renewing:
            if _known[0] != now:
                fresh = Index()
                for row in rows_to_find():
                    fresh.add(row)
                _known = (now, fresh)
    return _known[1]


def find(question: str, filters: Filters) -> Results:
    """Return the services that fit a question and filters, the best first.

    Without a question: all that pass the filters, by name.
    """
    known = index()
    terms = words.asked(question, word_list())
    ranked, corrected = _ranked(known, terms) if terms else (_by_name(known), "")
    tests = filters.tests()
    rows = [row for row in ranked if all(test(row) for test in tests.values())]
    return Results(rows, _counts(ranked, tests), corrected)


def suggestions(beginning: str, most: int = 6) -> list[FoundRow]:
    """Return services whose names or synonyms fit what is being typed."""
    known = index()
    typed = words.words(beginning, shortest=1)
    if len("".join(typed)) < BEGINNING:
        return []
    *before, last = typed
    telling = [word for word in before if word not in word_list().ignore]
    scores = _beginning_with(known, last)
    for word in words.meant(telling, word_list()):
        having = known.postings.get(words.stem(word), {})
        scores = {pk: score + having[pk] for pk, score in scores.items() if pk in having}
    if not scores:
        return find(beginning, Filters()).rows[:most]
    said = " ".join([*telling, last])
    for pk in scores:
        if any(f" {phrase}".find(f" {said}") >= 0 for phrase in known.rows[pk].finding["phrases"]):
            scores[pk] += PART_OF_PHRASE
    best = sorted(scores, key=lambda pk: (-scores[pk], known.rows[pk].name))
    return [known.rows[pk] for pk in best[:most]]


def _beginning_with(known: Index, letters: str) -> dict[int, float]:
    """Return each service that has a word with this beginning, with that word's weight."""
    scores: dict[int, float] = {}
    stems = {stem for word, (stem, _often) in known.vocabulary.items() if word.startswith(letters)}
    for stem in stems:
        for pk, weight in known.postings.get(stem, {}).items():
            scores[pk] = max(scores.get(pk, 0), weight)
    return scores


def related(pk: int, most: int = 4) -> list[FoundRow]:
    """Return services that people also need: of the same life event or agency, the likest first."""
    known = index()
    here = known.rows.get(pk)
    if here is None:
        return []
    events = set(here.finding["life_events"])
    near = [
        row
        for row in known.rows.values()
        if row.pk != pk
        and (row.agency_slug == here.agency_slug or events & set(row.finding["life_events"]))
    ]
    likeness = {row.pk: _likeness(known, here, row) for row in near}
    return sorted(near, key=lambda row: (-likeness[row.pk], row.name))[:most]


def _likeness(known: Index, one: FoundRow, other: FoundRow) -> float:
    """Count the words two services share, rare ones and those of names and synonyms for more."""
    here, there = one.finding["weights"], other.finding["weights"]
    shared = here.keys() & there.keys()
    return sum(min(here[stem], there[stem]) * known.rarity(stem) for stem in shared)


def _by_name(known: Index) -> list[FoundRow]:
    return sorted(known.rows.values(), key=lambda row: row.name)


def _ranked(known: Index, terms: list[str]) -> tuple[list[FoundRow], str]:
    understood = [_understood(known, term) for term in terms]
    scores: dict[int, float] = defaultdict(float)
    matched: Counter[int] = Counter()
    for _word, stem, trust in understood:
        rarity = known.rarity(stem)
        for pk, weight in known.postings.get(stem, {}).items():
            scores[pk] += weight * rarity * trust
            matched[pk] += 1
    text = " ".join(word for word, _stem, _trust in understood)
    most = max(matched.values(), default=0)
    best = [pk for pk, count in matched.items() if count == most]
    for pk in best:
        scores[pk] += _phrase_bonus(known.rows[pk].finding["phrases"], text)
    floor = max((scores[pk] for pk in best), default=0) * FAR_BEHIND
    best = sorted(
        (pk for pk in best if scores[pk] >= floor),
        key=lambda pk: (-scores[pk], known.rows[pk].name),
    )
    corrected = text if any(trust < 1 for _word, _stem, trust in understood) else ""
    return [known.rows[pk] for pk in best], corrected if best else ""


def _understood(known: Index, word: str) -> tuple[str, str, float]:
    """Return the word that was meant, its stem, and how far to trust that."""
    stem = words.stem(word)
    if stem in known.postings or len(word) < 4:
        return word, stem, 1.0
    near = process.extract(
        word, known.vocabulary.keys(), scorer=fuzz.ratio, score_cutoff=NEAR_ENOUGH, limit=5
    )
    if not near:
        return word, stem, 1.0
    # Of words that are equally near, the one that is written more often was meant.
    best = max(near, key=lambda found: found[1] + 3 * log(known.vocabulary[found[0]][1]))[0]
    return best, known.vocabulary[best][0], TYPO


def _phrase_bonus(phrases: Iterable[str], text: str) -> float:
    if text in phrases:
        return WHOLE_PHRASE
    return PART_OF_PHRASE if any(f" {text} " in f" {phrase} " for phrase in phrases) else 0.0


def _speeds(row: FoundRow) -> tuple[str, ...]:
    speed = row.finding["speed"]
    return (DAY, WEEK) if speed == DAY else (speed,)


def _counts(
    ranked: list[FoundRow], tests: Mapping[str, Callable[[FoundRow], bool]]
) -> dict[str, Counter[str]]:
    """Count what each value of a filter would leave, all other filters staying as they are."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for row in ranked:
        failed = [name for name, test in tests.items() if not test(row)]
        for name, values in _values(row).items():
            if all(other == name for other in failed):
                counts[name].update(values)
    return counts


def _values(row: FoundRow) -> dict[str, Iterable[str]]:
    finding = row.finding
    return {
        "agency": row.agencies,
        "life_event": finding["life_events"],
        "audience": finding["audiences"],
        "free": ["1"] if finding["free"] else [],
        "online": ["1"] if finding["online"] else [],
        "speed": [speed for speed in _speeds(row) if speed],
    }
