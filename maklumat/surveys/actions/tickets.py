"""One-time codes: made for receipts, letters and sheets, used once, joined to no questionnaire."""

import secrets
from datetime import date, datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from maklumat.accounts.models import User
from maklumat.agencies.models import Agency
from maklumat.catalogue.asking import Ask, Occasion
from maklumat.catalogue.models import Service
from maklumat.core import audit, links, ratelimit
from maklumat.core.errors import RuleBroken
from maklumat.surveys import ticketcodes
from maklumat.surveys.models import Ticket
from maklumat.surveys.periods import month_of
from maklumat.surveys.queries import care

DAYS = 60  # that a code works; own choice
GUESSES, SECONDS = 10, 600  # wrong codes from one connection in ten minutes
GUESSES_A_SERVICE = 200  # and from all together


def hashed(code: str) -> str:
    """Return what is stored of a code: nobody can read it back, nor try codes without our key."""
    return salted_hmac("surveys.ticket", code, algorithm="sha256").hexdigest()


@transaction.atomic
def issue(*, service: Service, unit: Agency, way: str, at: datetime, count: int = 1) -> list[str]:
    """Make codes and return them in clear, the only time; fewer or none when no more are due.

    Nothing is locked: two at the same moment may pass the limit of the month by one.
    """
    today = _day(service, at)
    count = min(count, care.quota(service, today).left)
    codes = _fresh(count)
    _keep(codes, service=service, unit=unit, way=way, today=today)
    return codes


@transaction.atomic
def issue_sheet(*, service: Service, unit: Agency, count: int, by: User, at: datetime) -> list[str]:
    """Make codes for a sheet that is cut up and handed out at the counter. Raises RuleBroken."""
    codes = issue(service=service, unit=unit, way="sheet", at=at, count=count)
    if not codes:
        raise RuleBroken(_("No more codes are due for this service now."))
    audit.record(
        action="surveys.codes_issued",
        actor=by.get_username(),
        target=f"service:{service.pk}",
        at=at,
        details={"codes": len(codes), "unit": unit.slug},
    )
    return codes


def ask(occasion: Occasion, at: datetime) -> Ask | None:
    """Invite somebody who was served; once for each `about`, and never beyond the quota."""
    service, today = occasion.service, _day(occasion.service, at)
    if not service.live or not care.quota(service, today).left:
        return None
    code = _code_about(occasion.about) if occasion.about else _fresh(1)[0]
    if Ticket.objects.filter(code_hash=hashed(code)).exists():
        return None
    _keep([code], service=service, unit=occasion.unit, way=occasion.way, today=today)
    return Ask(address(service, code), code)


def again(occasion: Occasion, at: datetime) -> Ask | None:
    """Return the invitation made before for the same case or form, if its code still works."""
    code = _code_about(occasion.about)
    still = Ticket.objects.filter(
        code_hash=hashed(code), service=occasion.service, used_on=None,
        expires_on__gte=_day(occasion.service, at),
    )  # fmt: skip
    return Ask(address(occasion.service, code), code) if still.exists() else None


def address(service: Service, code: str) -> str:
    """Return where the questionnaire opens with the code typed in."""
    path = reverse("surveys:answer", args=[service.agency.slug, service.slug])
    return f"{links.full(path)}?kode={code}"


def _fresh(count: int) -> list[str]:
    """Return codes by chance that nobody holds."""
    codes: dict[str, None] = {}
    while len(codes) < count:
        made = {
            ticketcodes.code(secrets.randbelow(ticketcodes.HOW_MANY)): None
            for _one in range(count - len(codes))
        }
        taken = set(
            Ticket.objects.filter(code_hash__in=[hashed(code) for code in made]).values_list(
                "code_hash", flat=True
            )
        )
        codes |= {code: None for code in made if hashed(code) not in taken}
    return list(codes)


def _code_about(about: str) -> str:
    """Return the code that belongs to a case: made with our key, so that it need not be kept."""
    digest = salted_hmac("surveys.ticket.about", about, algorithm="sha256").digest()
    return ticketcodes.code(int.from_bytes(digest, "big") % ticketcodes.HOW_MANY)


def _keep(codes: list[str], *, service: Service, unit: Agency, way: str, today: date) -> None:
    Ticket.objects.bulk_create(
        Ticket(
            code_hash=hashed(code), service=service, unit=unit, way=way, month=month_of(today),
            expires_on=today + timedelta(days=DAYS),
        )
        for code in codes
    )  # fmt: skip


def _day(service: Service, at: datetime) -> date:
    return at.astimezone(service.agency.government.zone).date()


@transaction.atomic
def use(*, code: str, service: Service, at: datetime, who: str = "") -> None:
    """Use a code up, by itself. Raises RuleBroken."""
    use_up(code=code, service=service, at=at, who=who)


def use_up(*, code: str, service: Service, at: datetime, who: str = "") -> None:
    """Use a code up, once, even when it is typed twice at the same moment.

    `who` is the client's address: wrong guesses from there are counted in the cache for some
    minutes. The caller's transaction keeps the questionnaire too, so that neither goes without the
    other. Raises RuleBroken with a sentence for the person.
    """
    _check_guesses(service, who)
    clean = ticketcodes.read(code)
    rows = Ticket.objects.select_for_update().filter(code_hash=hashed(clean))
    row = rows.first() if clean else None
    if row is None:
        _count_guess(service, who)
        raise RuleBroken(
            _("This code is not one of ours. Compare it with your paper, or leave it empty.")
        )
    if row.service_id != service.pk:
        raise RuleBroken(
            _("This code is for another service. Use the address on your paper, or leave it empty.")
        )
    if row.used_on is not None:
        raise RuleBroken(_("This code was used already. Leave it empty to answer without it."))
    today = _day(service, at)
    if row.expires_on < today:
        raise RuleBroken(_("This code has run out. Leave it empty to answer without it."))
    row.used_on = today
    row.save(update_fields=["used_on"])


def _counters(service: Service, who: str) -> list[tuple[str, int]]:
    keys = [(f"service:{service.pk}", GUESSES_A_SERVICE)]
    return [(who, GUESSES), *keys] if who else keys


def _check_guesses(service: Service, who: str) -> None:
    for name, most in _counters(service, who):
        if ratelimit.so_far(name, "surveys.ticket", seconds=SECONDS) >= most:
            raise RuleBroken(
                _("Too many wrong codes. Try again in ten minutes, or answer without a code.")
            )


def _count_guess(service: Service, who: str) -> None:
    for name, _most in _counters(service, who):
        ratelimit.tries(name, "surveys.ticket", seconds=SECONDS)
