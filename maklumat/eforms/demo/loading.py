"""Give the demo's agencies the forms of the library, and a year of what people handed in."""

from datetime import datetime
from random import Random

from django.db import transaction

from maklumat.agencies.policy import people_who_may
from maklumat.agencies.queries import current_government, working_calendar
from maklumat.agencies.roles import Act
from maklumat.core.outbox import no_letters
from maklumat.eforms import library, sealing
from maklumat.eforms.actions import forms
from maklumat.eforms.actions.forms import Settings
from maklumat.eforms.demo import lives
from maklumat.eforms.demo.answers import Maker
from maklumat.eforms.demo.lives import Frame
from maklumat.eforms.queries import forms as queries
from maklumat.eforms.queries import inbox
from maklumat.eforms.queries.forms import Offered
from maklumat.eforms.world import world

ACTOR = "demo"
COUNT = 250
# Forms that are finished at a counter or need a signature on paper are printed, not handed in.
TAKEN = frozenset(
    {
        "akta-kelahiran", "akta-kematian", "anggota-perpustakaan", "data-sosial", "domisili",
        "informasi-publik", "jaminan-kesehatan", "kia", "kk-ubah", "ktp-ganti", "pencari-kerja",
        "pindah-keluar", "sambungan-air",
    }
)  # fmt: skip

# The words by which the standards of the demo ask for them.
NAMED = {"anggota-perpustakaan": "Mengisi formulir", "keramaian": "Surat permohonan"}


def load(*, at: datetime) -> int:
    """Add the forms that are missing and return how many; what is there stays as it is."""
    services = {service.code: service for service in queries.published_services()}
    added = 0
    for ready in library.forms().values():
        used = [services[code] for code in ready.services if code in services]
        if not used:
            continue
        agency = used[0].agency
        if queries.has_form(agency, ready.code):
            continue
        form = forms.make(
            agency=agency, content=ready.content, services=used, by=ACTOR, at=at,
            taken_from=ready.code,
        )  # fmt: skip
        forms.publish(form=form, by=ACTOR, at=at)
        added += 1
        takes, named = ready.code in TAKEN and sealing.is_ready(), NAMED.get(ready.code, "")
        if takes or named:
            forms.set_up(
                form=form,
                chosen=Settings(
                    used, takes_submissions=takes, keep_months=12, retired=False, named_as=named
                ),
                by=ACTOR,
                at=at,
            )
    return added


def hand_in(*, at: datetime, count: int = COUNT, seed: int = 6) -> int:
    """Add the submissions where the demo has none yet; without a key in FORM_KEYS there are none.

    All or nothing. No letter leaves: nobody wants to hear of last year.
    """
    government = current_government()
    if government is None or not sealing.is_ready() or inbox.is_used():
        return 0
    offers = [
        offered
        for service in queries.published_services()
        for offered in queries.forms_of_service(service)
        if offered.form.takes_submissions and offered.form.taken_from
    ]
    if not offers:
        return 0
    chance = Random(seed)  # noqa: S311  believable, not secret
    offers = _often_first(offers)
    officers = {
        offered.service.agency_id: people_who_may(Act.HANDLE_CASES, offered.service.agency).first()
        for offered in offers
    }
    calendar = working_calendar(government, at.year - 1, years=3)
    frame = Frame(at, government.zone, calendar)
    with transaction.atomic(), no_letters():
        planned = lives.plan(offers, officers, count, frame, chance)
        return lives.live(planned, Maker(chance, world()), at)


def _often_first(offers: list[Offered]) -> list[Offered]:
    """Put first what most people need; the same order wherever the demo is loaded."""
    often = ("ktp-ganti", "kk-ubah", "akta-kelahiran", "sambungan-air", "jaminan-kesehatan")
    return sorted(
        offers,
        key=lambda offered: (
            often.index(offered.form.code) if offered.form.code in often else len(often),
            offered.form.code,
            offered.service.code,
        ),
    )
