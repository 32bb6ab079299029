"""Remember each public address that a form gets: QR codes on paper carry it for years."""

from django.db.models import Q

from maklumat.eforms.models import FormAddress, FormUse

KEY = ["agency_slug", "service_slug", "code"]


def remember(which: Q) -> None:
    """Keep the addresses of the published uses that fit; one that a form had before goes over."""
    uses = FormUse.objects.filter(which, form__versions__published_at__isnull=False)
    rows = uses.values_list(
        "service__agency__slug", "service__slug", "form__code", "form", "service"
    ).distinct()
    FormAddress.objects.bulk_create(
        [
            FormAddress(
                agency_slug=agency, service_slug=service, code=code, form_id=form, service_id=key
            )
            for agency, service, code, form, key in rows
        ],
        update_conflicts=True,
        unique_fields=KEY,
        update_fields=["form", "service"],
    )
