"""A small classifier that guesses the agency of a report from its words. Pure.

Nearest centroid (Rocchio) over TF-IDF weights: each agency is the mean of its reports, a new report
belongs to the mean it points at most. It has a closed form and a small memory, and a person can
read what it knows. It only ever proposes: below the margin at which it was right often enough on
reports it had not seen, it stays silent.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import log, sqrt

from maklumat.catalogue.words import stem, words

FOLDS = 5
SEEN_IN = 3  # reports: a rarer word, often a name, is not learned
MOST_WORDS = 4000
RIGHT_OFTEN = 0.9  # of the guesses it makes aloud on reports it has not seen
FEWEST_REPORTS = 40
FEWEST_TRIED = 20
FEWEST_OF_AN_AGENCY = 4

Sample = tuple[str, str]  # the agency's key and the text


@dataclass(frozen=True)
class Knowledge:
    """What was learned: how rare each word is, and how much it speaks for each agency."""

    rarity: Mapping[str, float]
    centroids: Mapping[str, Mapping[str, float]]
    margin: float = 0.0

    def guess(self, text: str) -> "Guess | None":
        """Return the likeliest agency, however unsure; None for a text without a known word."""
        vector = _vector(_terms(text), self.rarity)
        if not vector or len(self.centroids) < 2:
            return None
        likeness = sorted(
            (sum(value * centroid.get(word, 0.0) for word, value in vector.items()), key)
            for key, centroid in self.centroids.items()
        )
        (second, _other), (best, key) = likeness[-2:]
        return Guess(key, best - second)

    def sure_guess(self, text: str) -> str:
        """Return the agency of a report where the guess is sure enough; "" is silence."""
        found = self.guess(text)
        return found.agency if found and found.margin >= self.margin else ""


@dataclass(frozen=True)
class Guess:
    """`margin` is how far the best agency lies before the next."""

    agency: str
    margin: float


@dataclass(frozen=True)
class Learned:
    """What was learned and how well it did on reports it had not seen.

    `precision`: share of right ones among the guesses made aloud; `coverage`: share of reports on
    which it spoke.
    """

    knowledge: Knowledge
    samples: int
    precision: float
    coverage: float


def learn(samples: Sequence[Sample]) -> Learned | None:
    """Learn from reports and the agencies that handled them; None if there are too few.

    The margin for speaking is the lowest at which at least nine of ten guesses on held-out reports
    are right; if no margin reaches that, there is nothing to use.
    """
    counts = Counter(agency for agency, _text in samples)
    kept = [sample for sample in samples if counts[sample[0]] >= FEWEST_OF_AN_AGENCY]
    if len(kept) < FEWEST_REPORTS or len({agency for agency, _text in kept}) < 2:
        return None
    tried = [
        (guess.margin, guess.agency == agency)
        for fold in range(FOLDS)
        for agency, guess in _held_out(kept, fold)
    ]
    margin = speaking_margin(tried)
    if margin is None:
        return None
    aloud = [right for found, right in tried if found >= margin]
    knowledge = _knowledge(kept, margin)
    return Learned(knowledge, len(kept), sum(aloud) / len(aloud), len(aloud) / len(kept))


def speaking_margin(
    tried: Iterable[tuple[float, bool]], fewest: int = FEWEST_TRIED
) -> float | None:
    """Return the lowest margin from which on guesses were right often enough.

    Guesses of one margin stand or fall together, and a few lucky ones prove nothing.

    >>> speaking_margin([(0.9, True), (0.8, True), (0.1, False)], fewest=2)
    0.8
    >>> speaking_margin([(0.5, True), (0.5, False)], fewest=2) is None
    True
    """
    found: float | None = None
    right = number = 0
    ordered = sorted(tried, reverse=True)
    for margin, alike in groupby(ordered, key=lambda one: one[0]):
        outcomes = [is_right for _margin, is_right in alike]
        right, number = right + sum(outcomes), number + len(outcomes)
        if number >= fewest and right / number >= RIGHT_OFTEN:
            found = margin
    return found


def _held_out(samples: Sequence[Sample], fold: int) -> Iterable[tuple[str, Guess]]:
    known = _knowledge([s for at, s in enumerate(samples) if at % FOLDS != fold], 0.0)
    for at, (agency, text) in enumerate(samples):
        if at % FOLDS == fold:
            found = known.guess(text)
            if found is not None:
                yield agency, found


def _knowledge(samples: Sequence[Sample], margin: float) -> Knowledge:
    documents = [(agency, _terms(text)) for agency, text in samples]
    seen: Counter[str] = Counter(word for _agency, terms in documents for word in terms)
    usual = [word for word, times in seen.most_common(MOST_WORDS) if times >= SEEN_IN]
    rarity = {word: 1 + log(len(documents) / seen[word]) for word in usual}
    sums: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for agency, terms in documents:
        for word, value in _vector(terms, rarity).items():
            sums[agency][word] += value
    return Knowledge(rarity, {key: _of_length_one(mass) for key, mass in sums.items()}, margin)


def _terms(text: str) -> Counter[str]:
    found = words(text)
    return Counter(stem(word) for word in found if not word.isdigit())


def _vector(terms: Mapping[str, int], rarity: Mapping[str, float]) -> dict[str, float]:
    return _of_length_one(
        {word: (1 + log(times)) * rarity[word] for word, times in terms.items() if word in rarity}
    )


def _of_length_one(vector: Mapping[str, float]) -> dict[str, float]:
    length = sqrt(sum(value * value for value in vector.values()))
    return {word: value / length for word, value in vector.items()} if length else {}
