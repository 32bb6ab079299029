"""Tables of agencies, in one place to import from."""

from maklumat.agencies.models.government import (
    HEX_COLOUR,
    Government,
    HolidayOverride,
    Region,
    check_time_zone,
)
from maklumat.agencies.models.organisation import (
    Agency,
    AgencyName,
    ContactPerson,
    OpeningHours,
    SpecialDay,
    StaffingNeed,
    Succession,
    WeeklyHours,
    check_span,
)
from maklumat.agencies.models.people import Invitation, Membership
from maklumat.agencies.models.profile import (
    AgencyFacility,
    Award,
    ComplaintWay,
    Medium,
    Mission,
    Official,
    Profile,
    SpecialService,
)

__all__ = [
    "HEX_COLOUR",
    "Agency",
    "AgencyFacility",
    "AgencyName",
    "Award",
    "ComplaintWay",
    "ContactPerson",
    "Government",
    "HolidayOverride",
    "Invitation",
    "Medium",
    "Membership",
    "Mission",
    "Official",
    "OpeningHours",
    "Profile",
    "Region",
    "SpecialDay",
    "SpecialService",
    "StaffingNeed",
    "Succession",
    "WeeklyHours",
    "check_span",
    "check_time_zone",
]
