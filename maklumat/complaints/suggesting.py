"""What a report seems to be about: the service, agency and category its own words name.

Only a suggestion, made while the person writes: they confirm it, choose another or say that they
do not know. Works in memory on what the catalogue's search holds; nothing of the text is kept.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from maklumat.agencies.models import Agency
from maklumat.catalogue import search, words
from maklumat.catalogue.finding import NAME, SYNONYM, word_list
from maklumat.catalogue.queries import FoundRow
from maklumat.complaints.models import Category

READ = 3_000  # characters of a report; who names nothing until there names nothing
MOST = 3
CLOSE = 0.5  # of the best score: below it a suggestion would only distract
ENOUGH = 9.0  # one telling word of a name, or a phrase
PHRASE = 14.0
NAMED_AGENCY = 8.0
SHORTEST_NAME = 4  # letters: shorter names of agencies also stand inside other things


@dataclass(frozen=True)
class Suggestion:
    """`value` is what the form sends: "agency" or "agency/service"."""

    value: str
    agency: str
    service: str = ""


def about(text: str, agencies: Sequence[Agency]) -> list[Suggestion]:
    """Return what the text seems to be about, the likest first; nothing rather than a wild guess."""
    said = f" {' '.join(words.words(text[:READ]))} "
    stems = _stems(text)
    named = {agency.slug for agency in agencies if _is_named(agency, said)}
    scores = {
        pk: score + (NAMED_AGENCY if row.agency_slug in named else 0)
        for pk, row in search.index().rows.items()
        if (score := _score(row, stems, said)) >= ENOUGH
    }
    best = max(scores.values(), default=0.0)
    likely = sorted(
        (pk for pk, score in scores.items() if score >= best * CLOSE),
        key=lambda pk: (-scores[pk], search.index().rows[pk].name),
    )[:MOST]
    found = [of_service(search.index().rows[pk]) for pk in likely]
    seen = {suggestion.value.split("/")[0] for suggestion in found}
    found += [of_agency(row) for row in agencies if row.slug in named - seen]
    return found[: MOST + 1]


def of_service(row: FoundRow) -> Suggestion:
    return Suggestion(f"{row.agency_slug}/{row.slug}", row.agency_name, row.name)


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


def _stems(text: str) -> set[str]:
    known = word_list()
    telling = [word for word in words.words(text[:READ]) if word not in known.ignore]
    return {words.stem(word) for word in words.meant(telling, known)}


def _score(row: FoundRow, stems: set[str], said: str) -> float:
    """Add up the words of name and synonyms that the text uses; rare ones tell more."""
    known = search.index()
    weights = row.finding["weights"]
    score = sum(
        weight * known.rarity(stem) / NAME
        for stem, weight in weights.items()
        if weight >= SYNONYM and stem in stems
    )
    phrases = [phrase for phrase in row.finding["phrases"] if len(phrase) > 2]
    score *= 2.0
    return score + (PHRASE if any(f" {phrase} " in said for phrase in phrases) else 0)


def _is_named(agency: Agency, said: str) -> bool:
    names = (" ".join(words.words(name)) for name in (agency.name, agency.short_name))
    return any(len(name) >= SHORTEST_NAME and f" {name} " in said for name in names)
