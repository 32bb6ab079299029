"""The words of the daily letter to staff: which terms end, which were missed.

It names numbers, services and days. What a citizen wrote and who they are stays behind the sign-in
or the one-time link. The leadership reads figures only.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from maklumat.accounts.models import User
from maklumat.agencies.letters import Letter
from maklumat.agencies.models import Government
from maklumat.complaints import labels
from maklumat.complaints.ladder import Step
from maklumat.complaints.queries.ladder import Duty
from maklumat.core import links

MOST = 20  # of each kind; the inbox has the rest
CLOCKS = dict(labels.CLOCKS)


@dataclass(frozen=True)
class Digest:
    """What one person is told today; `links` holds the secret of a one-time link by case."""

    user: User
    duties: Sequence[Duty]
    links: Mapping[int, str]

    def at(self, step: Step) -> list[Duty]:
        """Return what has reached this step and no higher one, the longest late first."""
        return [duty for duty in self.duties if duty.step is step]


def letter(digest: Digest, government: Government) -> Letter:
    """Say in one letter all that a person must know today."""
    with override(settings.LANGUAGE_CODE):
        parts = [_("Dear %(name)s,") % {"name": digest.user.get_full_name() or digest.user.email}]
        for step in (Step.ORGANISER, Step.HEAD, Step.UNIT, Step.REMIND):
            found = digest.at(step)
            if found:
                parts += [_opening(step), "\n".join(_line(duty, digest) for duty in found[:MOST])]
            if len(found) > MOST:
                parts.append(_("and %(count)s more.") % {"count": len(found) - MOST})
        figures = digest.at(Step.LEADER)
        if figures:
            parts += [_opening(Step.LEADER), _figures(figures)]
        if len(figures) < len(digest.duties):
            address = links.to("complaints-staff:inbox")
            parts.append(_("All your reports: %(address)s") % {"address": address})
        if digest.links:
            parts.append(
                _(
                    "A link above answers one report, once, within seven days, without signing in. Do not pass this letter on."
                )
            )
        parts.append(
            _(
                "You get this letter because you answer for reports of citizens at %(government)s. There is at most one a day."
            )
            % {"government": government.short_name}
        )
        return Letter(subject=_subject(digest), text="\n\n".join(parts))


def _subject(digest: Digest) -> str:
    late = sum(duty.step is not Step.REMIND for duty in digest.duties)
    if late:
        return ngettext(
            "%(count)s term of citizens' reports was missed",
            "%(count)s terms of citizens' reports were missed",
            late,
        ) % {"count": late}
    count = len(digest.duties)
    return ngettext(
        "%(count)s term of citizens' reports is about to end",
        "%(count)s terms of citizens' reports are about to end",
        count,
    ) % {"count": count}


def _opening(step: Step) -> str:
    return {
        Step.REMIND: _("These terms are about to end:"),
        Step.UNIT: _("These terms were missed. Answer today, even if the matter takes longer:"),
        Step.HEAD: _(
            "Your unit missed these terms and was told before. As the head, please step in:"
        ),
        Step.ORGANISER: _(
            "These terms were missed, and neither the unit nor its head has answered:"
        ),
        Step.LEADER: _("Terms of citizens' reports that were missed and not made good, by agency:"),
    }[step]


def _line(duty: Duty, digest: Digest) -> str:
    case = duty.case
    words = {
        "number": case.number,
        "about": _about(duty),
        "clock": CLOCKS[duty.clock.kind],
        "day": date_format(duty.due, "j F Y"),
    }
    if duty.step is Step.REMIND:
        text = _("- %(number)s, %(about)s: %(clock)s by %(day)s") % words
    else:
        text = _("- %(number)s, %(about)s: %(clock)s was due on %(day)s") % words
    secret = digest.links.get(case.pk)
    if secret:
        address = reverse("complaints-answer:answer", args=[secret])
        return text + "\n  " + _("Answer: %(address)s") % {"address": links.full(address)}
    return text + "\n  " + links.to("complaints-staff:case", case.number)


def _about(duty: Duty) -> str:
    """Name what a case is about without a word of the citizen's; of a restricted one, nothing."""
    case = duty.case
    if case.restricted:
        return _("for the inspectorate only")
    parts = [
        case.service.name if case.service else "",
        case.category.label if case.category and not case.service else "",
        case.agency.short_name if case.agency else "",
    ]
    return ", ".join(part for part in parts if part) or case.get_kind_display()


def _figures(duties: Sequence[Duty]) -> str:
    nobody = _("not passed on to an agency yet")
    counts = Counter(duty.case.agency.short_name if duty.case.agency else nobody for duty in duties)
    lines = [
        _("- %(agency)s: %(count)s") % {"agency": agency, "count": count}
        for agency, count in sorted(counts.items(), key=lambda row: (-row[1], row[0]))
    ]
    oldest: date = min(duty.due for duty in duties)
    last = _("The oldest was due on %(day)s.") % {"day": date_format(oldest, "j F Y")}
    return "\n".join([*lines, last])
