"""Staff page: how long forms really took, service by service, beside what was promised."""

from datetime import timedelta

from django.http import HttpResponse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from maklumat.accounts.requests import StaffRequest
from maklumat.eforms import handling
from maklumat.eforms.queries import figures as queries
from maklumat.eforms.standing import YEAR
from maklumat.eforms.views.inbox import crumb, for_staff, staff_page


@never_cache
@require_safe
def figures(request: StaffRequest) -> HttpResponse:
    """Show the table of the last twelve months."""
    for_staff(request)
    lines = queries.lines_for(request.user, now() - timedelta(days=YEAR))
    context = {"lines": lines, "fewest": handling.FEWEST_TO_TELL}
    return staff_page(request, "figures", _("How long it took"), context, crumbs=[crumb()])
