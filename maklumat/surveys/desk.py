"""What every page that shows figures begins with: who asks, of which survey, for which period."""

from dataclasses import dataclass
from datetime import date

from django.utils.timezone import now

from maklumat.accounts.requests import StaffRequest
from maklumat.agencies.models import Government
from maklumat.agencies.policy import Policy, policy_for
from maklumat.agencies.queries import current_government
from maklumat.agencies.roles import Act
from maklumat.core.errors import NotFound
from maklumat.surveys import queries
from maklumat.surveys.choosing import Choice, chosen
from maklumat.surveys.models import InstrumentVersion

INSTRUMENT = "survei"


@dataclass(frozen=True)
class Desk:
    """`instruments`: all that are asked now, the SKM first."""

    government: Government
    policy: Policy
    choice: Choice
    version: InstrumentVersion
    instruments: list[InstrumentVersion]
    today: date

    @property
    def query(self) -> str:
        """What links of the page carry on: the period, and the survey unless it is the SKM."""
        return "&".join(filter(None, (self.choice.query, self.kept_query)))

    @property
    def kept_query(self) -> str:
        is_first = self.version == self.instruments[0]
        return "" if is_first else f"{INSTRUMENT}={self.version.code}"

    @property
    def is_skm(self) -> bool:
        return self.version.code == queries.SKM


def desk(request: StaffRequest) -> Desk:
    """Read the address. Raises NotFound for whoever may see no figures at all."""
    policy, government = policy_for(request.user), current_government()
    if government is None or not policy.can(Act.VIEW):
        raise NotFound("figures")
    today = now().astimezone(government.zone).date()
    settings = queries.settings_of(government)
    asked = queries.asked_by(settings)
    code = request.GET.get(INSTRUMENT, "")
    version = next((one for one in asked if one.code == code), asked[0])
    choice = chosen(request.GET, settings.period, today)
    return Desk(government, policy, choice, version, asked, today)
