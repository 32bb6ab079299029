"""A whole form inside its own page, for handing in later: sealed, so that only we can read it.

The cookie that opens a draft lives two hours; a device may be without a network for longer. So the
page of handing in carries the draft, encrypted with the keys of this installation. Whoever finds it
on the device reads nothing.
"""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from maklumat.core import parcels
from maklumat.core.errors import RuleBroken
from maklumat.eforms import enclosing, sealing
from maklumat.eforms.sitting import Draft

KIND = "handing-in"
WAITS = timedelta(days=30)  # then the answers may not be true any more


@dataclass(frozen=True)
class Waiting:
    """A form that is handed in later: its key, that of its service, and what was filled in."""

    form: int
    service: int
    draft: Draft


def sealed(*, form: int, service: int, draft: Draft, at: datetime) -> str:
    """Return a draft as the page carries it; its files live a day from now."""
    tokens = list(enclosing.tokens(draft).values())
    if tokens:
        parcels.hold(tokens=tokens, until=at + parcels.LIVES, at=at)
    content = {
        "kind": KIND,
        "form": form,
        "service": service,
        "draft": asdict(draft),
        "at": at.timestamp(),
    }
    return sealing.seal(content)


def opened(text: str, *, at: datetime) -> Waiting:
    """Return what was sealed. Raises RuleBroken when it is damaged, or has waited too long."""
    content = sealing.opened(text)
    if content.get("kind") != KIND:
        raise RuleBroken(_("This form is damaged. Fill it in once more."))
    if at.timestamp() - float(content["at"]) > WAITS.total_seconds():
        raise RuleBroken(_("This form waited for more than 30 days. Fill it in once more."))
    return Waiting(content["form"], content["service"], Draft(**content["draft"]))
