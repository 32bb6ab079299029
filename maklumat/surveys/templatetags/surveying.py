"""What staff pages of surveys share: the way to all other pages, and numbers in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from maklumat.agencies.policy import Policy, policy_for
from maklumat.agencies.roles import Act
from maklumat.surveys import pictures, sentences
from maklumat.surveys.index import Change, Index
from maklumat.surveys.periods import Period
from maklumat.surveys.reading import ElementLine, Figures, TrendPoint
from maklumat.surveys.sampling import Adequacy

register = template.Library()
Context = Mapping[str, Any]  # Any: Django's context


@dataclass(frozen=True)
class Tab:
    """A page of surveys; `everywhere`: only for whoever may do `act` in the whole government."""

    view: str
    label: Promise
    act: Act = Act.VIEW
    everywhere: bool = False
    keeps_period: bool = False

    def is_for(self, policy: Policy) -> bool:
        return policy.can_everywhere(self.act) if self.everywhere else policy.can(self.act)


READING = (
    Tab("overview", pgettext_lazy("survey", "Results"), keeps_period=True),
    Tab("texts", pgettext_lazy("survey", "Suggestions"), keeps_period=True),
    Tab("ratings", pgettext_lazy("survey", "One tap"), keeps_period=True),
    Tab("follow-ups", pgettext_lazy("survey", "Follow-up")),
    Tab("reports", pgettext_lazy("survey", "Reports")),
    Tab("suspicions", pgettext_lazy("survey", "Suspicions")),
)
COLLECTING = (
    Tab("entry", pgettext_lazy("survey", "Enter paper"), Act.CHANGE),
    Tab("imports", pgettext_lazy("survey", "Import"), Act.CHANGE),
    Tab("points", pgettext_lazy("survey", "QR and doors"), Act.CHANGE),
    Tab("served", pgettext_lazy("survey", "People served"), Act.CHANGE),
    Tab("wordings", pgettext_lazy("survey", "Questions"), Act.CHANGE),
    Tab("tickets", pgettext_lazy("survey", "One-time codes"), Act.CHANGE),
    Tab("settings", pgettext_lazy("survey", "Settings"), Act.MANAGE_GOVERNMENT, everywhere=True),
)


@register.inclusion_tag("surveys/staff/parts/tabs.html", takes_context=True)
def survey_tabs(context: Context) -> dict[str, object]:
    """Show the way to every page of surveys that this person may open."""
    request = context["request"]
    policy = policy_for(request.user)
    period = context.get("choice")
    query = f"?{period.query}" if period else ""
    here = request.path
    return {
        "groups": [
            (label, found)
            for label, tabs in ((_("Read"), READING), (_("Collect"), COLLECTING))
            if (found := _links(tabs, policy, query, here))
        ]
    }


def _links(
    tabs: tuple[Tab, ...], policy: Policy, query: str, here: str
) -> list[tuple[str, Promise, bool]]:
    found = []
    for tab in tabs:
        try:
            url = reverse(f"surveys-staff:{tab.view}")
        except NoReverseMatch:
            continue
        if tab.is_for(policy):
            is_here = here.startswith(url) if tab.view != "overview" else _is_result(here, url)
            found.append((url + (query if tab.keeps_period else ""), tab.label, is_here))
    return found


def _is_result(here: str, overview: str) -> bool:
    return here == overview or here.startswith(f"{overview}opd/")


@register.filter
def points(value: Decimal | None) -> str:
    return sentences.points(value)


@register.filter
def signed(value: Decimal | None) -> str:
    return sentences.signed(value)


@register.filter
def counted(value: int) -> str:
    """Write a number of answers with its thousands."""
    return sentences.count(value)


@register.filter
def period_name(value: Period) -> str:
    return sentences.period_name(value)


@register.filter
def index_text(value: Index) -> str:
    return sentences.index_text(value)


@register.filter
def verdict(value: Change) -> str:
    return sentences.verdict(value)


@register.filter
def adequacy(value: Adequacy) -> str:
    return sentences.adequacy(value)


@register.simple_tag
def trend_chart(points: tuple[TrendPoint, ...], title: str) -> SafeString:
    return pictures.trend(points, title)


@register.simple_tag
def marks_bar(line: ElementLine) -> SafeString:
    return pictures.marks(line)


@register.filter
def headline(value: Figures) -> str:
    return sentences.headline(value)


@register.filter
def held_sentence(value: Figures) -> str:
    return sentences.held(value)


@register.filter
def margin_sentence(value: Decimal | None) -> str:
    return sentences.margin(value)


@register.filter
def incomplete_sentence(value: int) -> str:
    return sentences.incomplete(value)


@register.filter
def marks_text(line: ElementLine) -> str:
    """Say how often each answer was given, in the words of the questionnaire."""
    return " · ".join(
        f"{line.element.label(mark)} {sentences.count(count)}"
        for mark, count in enumerate(line.counts, start=1)
    )


for tell in (
    sentences.pooled_help,
    sentences.margin_help,
    sentences.change_help,
    sentences.adequacy_help,
):
    register.simple_tag(tell)
