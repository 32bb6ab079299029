"""One-time codes: made for receipts, letters and sheets, used once, joined to no questionnaire."""

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from maklumat.agencies.models import Agency
from maklumat.catalogue.models import Service
from maklumat.core import ratelimit
from maklumat.core.errors import RuleBroken
from maklumat.surveys import ticketcodes
from maklumat.surveys.models import Ticket
from maklumat.surveys.periods import month_of

DAYS = 60  # that a code works; own choice
GUESSES, SECONDS = 10, 600  # wrong codes from one connection in ten minutes
GUESSES_A_SERVICE = 200  # and from all together


def hashed(code: str) -> str:
    """Return what is stored of a code: nobody can read it back, nor try codes without our key."""
    return salted_hmac("surveys.ticket", code, algorithm="sha256").hexdigest()


@transaction.atomic
def issue(*, service: Service, unit: Agency, way: str, at: datetime, count: int = 1) -> list[str]:
    """Make codes and return them in clear, the only time; fewer or none when no more are due."""
    today = at.astimezone(service.agency.government.zone).date()
    codes = [ticketcodes.code(secrets.randbelow(30**ticketcodes.CHANCE)) for _one in range(count)]
    Ticket.objects.bulk_create(
        Ticket(
            code_hash=hashed(code), service=service, unit=unit, way=way, month=month_of(today),
            expires_on=today + timedelta(days=DAYS),
        )
        for code in codes
    )  # fmt: skip
    return codes


@transaction.atomic
def use(*, code: str, service: Service, at: datetime, who: str = "") -> None:
    """Use a code up, once, even when it is typed twice at the same moment.

    `who` is the client's address: wrong guesses from there are counted in the cache for some
    minutes. Call it in the transaction that keeps the questionnaire, so that neither goes without
    the other. Raises RuleBroken with a sentence for the person.
    """
    _check_guesses(service, who)
    clean = ticketcodes.read(code)
    row = (
        Ticket.objects.select_for_update()
        .filter(code_hash=hashed(clean))
        .select_related(None)
        .first()
        if clean
        else None
    )
    if row is None:
        _wrong(service, who)
        raise RuleBroken(
            _("This code is not one of ours. Compare it with your paper, or leave it empty.")
        )
    if row.service_id != service.pk:
        raise RuleBroken(
            _(
                "This code belongs to another service. Use the address on your paper, or leave it empty."
            )
        )
    if row.used_on is not None:
        raise RuleBroken(
            _("This code was used already. You can answer without it: leave it empty.")
        )
    today = at.astimezone(service.agency.government.zone).date()
    if row.expires_on < today:
        raise RuleBroken(_("This code has run out. You can answer without it: leave it empty."))
    row.used_on = today
    row.save(update_fields=["used_on"])


def _key(service: Service, who: str) -> list[tuple[str, int]]:
    keys = [(f"service:{service.pk}", GUESSES_A_SERVICE)]
    return [(who, GUESSES), *keys] if who else keys


def _check_guesses(service: Service, who: str) -> None:
    for name, most in _key(service, who):
        if ratelimit.so_far(name, "surveys.ticket", seconds=SECONDS) >= most:
            raise RuleBroken(
                _("Too many wrong codes. Try again in ten minutes, or answer without a code.")
            )


def _wrong(service: Service, who: str) -> None:
    for name, _most in _key(service, who):
        ratelimit.tries(name, "surveys.ticket", seconds=SECONDS)
