"""Every read of forms and of what was handed in."""

from maklumat.eforms.queries.forms import (
    Entrance,
    Offered,
    codes_by_service,
    current_version,
    entrances_by_service,
    forms_of_service,
    offered_form,
    services_by_form_title,
    services_with_forms,
)

__all__ = [
    "Entrance",
    "Offered",
    "codes_by_service",
    "current_version",
    "entrances_by_service",
    "forms_of_service",
    "offered_form",
    "services_by_form_title",
    "services_with_forms",
]
