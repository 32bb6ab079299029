"""Gaps and verdicts as sentences for people."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from maklumat.catalogue import labels
from maklumat.catalogue.completeness import Gap, Verdict
from maklumat.catalogue.standard import OFFICIAL_NAMES


def gap_sentence(gap: Gap) -> str:
    """Return what to do about a gap, in the language of the screen."""
    return (str(labels.GAPS[gap.code]) % {"subject": gap.subject}).strip()


def verdict_sentences(verdict: Verdict) -> list[str]:
    """Return one sentence for each gap, naming the component by its official name."""
    name = OFFICIAL_NAMES[verdict.component]
    return [f"{name}: {gap_sentence(gap)}" for gap in verdict.gaps]


def publishing_refusal(name: str, verdicts: Iterable[Verdict]) -> str:
    """Say why a service cannot be published, one sentence for each gap."""
    gaps = [sentence for verdict in verdicts for sentence in verdict_sentences(verdict)]
    opening = _("“%(name)s” cannot be published yet.") % {"name": name}
    return " ".join([opening, *gaps])
