"""How a government surveys is changed, and the change written down."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from maklumat.accounts.models import User
from maklumat.agencies.models import Government
from maklumat.core import audit
from maklumat.surveys.models import InstrumentVersion, SurveySettings
from maklumat.surveys.queries import settings_of


@dataclass(frozen=True)
class Choice:
    """What somebody chose on the settings page."""

    period: str
    monthly_invitations: int
    keep_text_months: int
    follow_ups: int
    extra_instruments: Collection[InstrumentVersion]

    @property
    def codes(self) -> list[str]:
        return sorted(row.code for row in self.extra_instruments)


@transaction.atomic
def change(*, government: Government, choice: Choice, by: User, at: datetime) -> SurveySettings:
    """Keep the choice; the audit shows each value before and after."""
    row = SurveySettings.objects.select_for_update().get(pk=settings_of(government).pk)
    before = Choice(
        row.period, row.monthly_invitations, row.keep_text_months, row.follow_ups,
        list(row.extra_instruments.all()),
    )  # fmt: skip
    row.period = choice.period
    row.monthly_invitations = choice.monthly_invitations
    row.keep_text_months = choice.keep_text_months
    row.follow_ups = choice.follow_ups
    row.save(update_fields=["period", "monthly_invitations", "keep_text_months", "follow_ups"])
    row.extra_instruments.set(choice.extra_instruments)
    changed = _differences(before, choice)
    if changed:
        audit.record(
            action="surveys.settings_changed",
            actor=by.get_username(),
            target="surveys",
            at=at,
            details=changed,
        )
    return row


def _differences(before: Choice, after: Choice) -> dict[str, object]:
    pairs = {
        "period": (before.period, after.period),
        "monthly_invitations": (before.monthly_invitations, after.monthly_invitations),
        "keep_text_months": (before.keep_text_months, after.keep_text_months),
        "follow_ups": (before.follow_ups, after.follow_ups),
        "extra_instruments": (before.codes, after.codes),
    }
    return {name: list(pair) for name, pair in pairs.items() if pair[0] != pair[1]}
