"""The due date of a case as a badge: a word, a shape and the day. Never a colour alone."""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maklumat.complaints import labels
from maklumat.complaints.workflow import ENDED, Status

SOON = 1  # days ahead that already count as soon
CLOCKS = dict(labels.CLOCKS)


@dataclass(frozen=True)
class Badge:
    """`kind` is bad ■, careful ▲, good ● or quiet ○."""

    kind: str
    text: str
    what: str = ""


def badge(status: Status, due: date | None, clock: str, today: date) -> Badge:
    """Return what the inbox shows of the term that ends next."""
    if status in ENDED:
        return Badge("quiet", _("finished"))
    if due is None:
        if status in (Status.WAITING, Status.ANSWERED):
            return Badge("quiet", _("waiting for the complainant"))
        return Badge("quiet", _("no term"))
    what = str(CLOCKS.get(clock, ""))
    days = (due - today).days
    if days < 0:
        text = ngettext("%(days)s day overdue", "%(days)s days overdue", -days) % {"days": -days}
        return Badge("bad", text, what)
    if days == 0:
        return Badge("careful", _("due today"), what)
    if days == SOON:
        return Badge("careful", _("due tomorrow"), what)
    return Badge("good", _("due %(day)s") % {"day": date_format(due, "j M Y")}, what)
