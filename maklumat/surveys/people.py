"""Who answered, as tables of a page: how many said what of themselves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from maklumat.surveys import labels
from maklumat.surveys.profile import UNTOLD

DISABILITY = [
    ("ya", pgettext_lazy("person with a disability", "yes")),
    ("tidak", pgettext_lazy("person with a disability", "no")),
]


@dataclass(frozen=True)
class Answer:
    name: str
    n: int
    percent: int


@dataclass(frozen=True)
class Group:
    """One field of the profile; answers in the order of the questionnaire, then “not told”."""

    key: str
    name: str
    answers: Sequence[Answer]


FIELDS: tuple[tuple[str, Promise, Sequence[tuple[str, object]]], ...] = (
    ("channel", gettext_lazy("Way"), labels.CHANNELS),
    ("sex", gettext_lazy("Sex"), labels.SEXES),
    ("age", gettext_lazy("Age"), labels.AGE_GROUPS),
    ("education", gettext_lazy("Education"), labels.EDUCATIONS),
    ("occupation", gettext_lazy("Occupation"), labels.OCCUPATIONS),
    ("disability", gettext_lazy("Person with a disability"), DISABILITY),
)


def groups(profile: Mapping[str, Mapping[str, int]]) -> list[Group]:
    """Return what was told, field by field; a field that nobody was asked is left out."""
    return [
        Group(key, str(name), answers)
        for key, name, words in FIELDS
        if (answers := _answers(profile.get(key, {}), words))
    ]


def _answers(said: Mapping[str, int], words: Sequence[tuple[str, object]]) -> list[Answer]:
    whole = sum(said.values())
    named = [*words, (UNTOLD, _("not told"))]
    known = {key for key, _name in named}
    rest = sum(count for key, count in said.items() if key not in known)
    rows = [(str(name), said.get(key, 0)) for key, name in named]
    if rest:
        rows.append((_("other"), rest))
    return [Answer(capfirst(name), n, round(100 * n / whole)) for name, n in rows if n]
