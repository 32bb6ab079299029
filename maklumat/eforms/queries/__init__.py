"""Every read of forms and of what was handed in."""

from maklumat.eforms.queries.forms import (
    Offered,
    codes_by_service,
    current_version,
    forms_of_service,
    offered_form,
    services_by_form_title,
    services_with_forms,
)

__all__ = [
    "Offered",
    "codes_by_service",
    "current_version",
    "forms_of_service",
    "offered_form",
    "services_by_form_title",
    "services_with_forms",
]
