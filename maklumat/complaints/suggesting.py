"""What a report seems to be about: the service, agency and category its own words name.

Only a suggestion, made while the person writes: they confirm it, choose another or say that they
do not know. Works in memory on what the catalogue's search holds; nothing of the text is kept.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from maklumat.agencies.models import Agency
from maklumat.catalogue import search, words
from maklumat.catalogue.finding import word_list
from maklumat.catalogue.queries import FoundRow
from maklumat.complaints.models import Category

READ = 3_000  # characters of a report; who names nothing until there names nothing
MOST = 3
CLOSE = 0.5  # of the best score: below it a suggestion would only distract
PHRASE = 6.0  # for each word of a name or synonym that the text uses as a whole
LOOSE = 0.5  # for each other word that also stands in the standard
NAMED_AGENCY = 4.0
SHORTEST_NAME = 4  # letters: shorter names of agencies also stand inside other things


@dataclass(frozen=True)
class Suggestion:
    """`value` is what the form sends: "agency" or "agency/service".

    Only a `sure` one is chosen beforehand: a wrong choice that nobody notices costs days.
    """

    value: str
    agency: str
    service: str = ""
    sure: bool = True


def about(text: str, agencies: Sequence[Agency]) -> list[Suggestion]:
    """Return what the text seems to be about, the likest first; nothing rather than a wild guess."""
    said = f" {' '.join(words.words(text[:READ]))} "
    stems = _stems(text)
    named = {agency.slug for agency in agencies if _is_named(agency, said)}
    scores: dict[int, tuple[float, bool]] = {}
    for pk, row in search.index().rows.items():
        score, is_sure = _score(row, stems, said)
        if score:
            at_named = row.agency_slug in named
            scores[pk] = (score + at_named * NAMED_AGENCY, is_sure or at_named)
    best = max((score for score, _sure in scores.values()), default=0.0)
    likely = sorted(
        (pk for pk, (score, _sure) in scores.items() if score >= best * CLOSE),
        key=lambda pk: (-scores[pk][0], search.index().rows[pk].name),
    )[:MOST]
    found = [of_service(search.index().rows[pk], sure=scores[pk][1]) for pk in likely]
    seen = {suggestion.value.split("/")[0] for suggestion in found}
    found += [of_agency(row) for row in agencies if row.slug in named - seen]
    return found[: MOST + 1]


def of_service(row: FoundRow, *, sure: bool) -> Suggestion:
    return Suggestion(f"{row.agency_slug}/{row.slug}", row.agency_name, row.name, sure=sure)


def of_agency(agency: Agency) -> Suggestion:
    return Suggestion(agency.slug, agency.short_name or agency.name)


def category(text: str, categories: Iterable[Category]) -> Category | None:
    """Return the category whose words the text uses most; None when two are as likely or none is.

    Never one for the Inspektorat: that is the person's own choice, because of what follows from it.
    """
    said = f" {' '.join(words.words(text[:READ], shortest=1))} "
    hits = {
        row.pk: sum(said.count(f" {word} ") for word in row.words)
        for row in categories
        if row.words and not row.supervision
    }
    most = max(hits.values(), default=0)
    likely = [row for row in categories if most and hits.get(row.pk) == most]
    return likely[0] if len(likely) == 1 else None


def alike(one: str, other: str) -> float:
    """Return the share of the shorter text's telling words that stand in both.

    >>> alike("Lampu jalan di Jalan Melati mati", "lampu jalan mati sejak Senin") > 0.5
    True
    >>> alike("KTP belum jadi", "lampu jalan mati")
    0.0
    """
    here, there = _stems(one), _stems(other)
    shorter = min(len(here), len(there))
    return len(here & there) / shorter if shorter else 0.0


@lru_cache(maxsize=8192)
def _stems_of_name(phrase: str) -> frozenset[str]:
    """Remembered for the names of services alone, never for what somebody wrote."""
    return _stems(phrase)


def _stems(text: str) -> frozenset[str]:
    known = word_list()
    telling = [word for word in words.words(text[:READ]) if word not in known.ignore]
    return frozenset(words.stem(word) for word in words.meant(telling, known))


def _score(row: FoundRow, stems: frozenset[str], said: str) -> tuple[float, bool]:
    """Weigh the longest name or synonym whose every word the text uses, and the rarity of its words.

    Loose words of a name prove nothing: "datang" is in the text of whoever waited for a doctor. A
    single word must stand there as it is. The second value tells whether several words fitted.
    """
    known = search.index()
    whole = [
        part
        for phrase in row.finding["phrases"]
        if (part := _stems_of_name(phrase))
        and part <= stems
        and (len(part) > 1 or f" {phrase} " in said)
    ]
    if not whole:
        return 0.0, False
    longest = max(map(len, whole))
    named = frozenset().union(*whole)
    loose = sum(stem in stems for stem in row.finding["weights"]) * LOOSE
    return longest * PHRASE + sum(map(known.rarity, named)) + loose, longest > 1


def _is_named(agency: Agency, said: str) -> bool:
    names = (" ".join(words.words(name)) for name in (agency.name, agency.short_name))
    return any(len(name) >= SHORTEST_NAME and f" {name} " in said for name in names)
