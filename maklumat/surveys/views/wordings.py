"""Staff page: an agency or a service words the questions for its own people."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from maklumat.accounts.requests import StaffRequest
from maklumat.catalogue.models import Service
from maklumat.core.errors import NotFound
from maklumat.surveys import queries
from maklumat.surveys.actions import wordings as actions
from maklumat.surveys.collecting_forms import WordingForm
from maklumat.surveys.queries import desk
from maklumat.surveys.views.collecting import chosen, page

SERVICE = "layanan"


@never_cache
@require_http_methods(["GET", "POST"])
def wordings(request: StaffRequest) -> HttpResponse:
    """Show each element with the rule's question and labels; keep other words for it."""
    here = chosen(request)
    version = queries.current()
    services = [
        row for row in (desk.services_at(here.agency) if here.agency else [])
        if here.agency and row.agency_id == here.agency.pk
    ]  # fmt: skip
    service = _service(request, services)
    own = desk.wordings_of(version, here.agency, service) if here.agency else {}
    form = WordingForm(
        request.POST if request.method == "POST" else None,
        version=version,
        longest=actions.LONGEST,
        initial=own,
    )
    if request.method == "POST" and here.agency and form.is_valid():
        typed = {key: " ".join(form.cleaned_data[key].split()) for key in version.rules.keys}
        changed = actions.word(
            version=version, agency=here.agency, service=service, questions=typed,
            by=request.user, at=now(),
        )  # fmt: skip
        said = ngettext(
            "%(n)d question was changed.", "%(n)d questions were changed.", len(changed)
        )
        messages.success(
            request, said % {"n": len(changed)} if changed else _("Nothing had changed.")
        )
        return redirect(request.get_full_path())
    above = desk.wordings_of(version, here.agency, None) if here.agency and service else {}
    return page(
        request, "wordings", _("Questions in your own words"), status=422 if form.errors else 200,
        here=here, services=services, service=service, form=form, version=version,
        lines=[
            (element, form[element.key], above.get(element.key, ""), own.get(element.key, ""))
            for element in version.rules.elements
        ],
    )  # fmt: skip


def _service(request: StaffRequest, services: list[Service]) -> Service | None:
    slug = request.GET.get(SERVICE, "")
    if not slug:
        return None
    found = next((row for row in services if row.slug == slug), None)
    if found is None:
        raise NotFound(slug)
    return found
