"""Registers the catalogue in the staff frame."""

from wagtail.snippets.models import register_snippet

from maklumat.catalogue.viewsets import (
    LegalDocumentViewSet,
    OfferingViewSet,
    ServiceViewSet,
    TermViewSet,
)

register_snippet(ServiceViewSet)
register_snippet(OfferingViewSet)
register_snippet(LegalDocumentViewSet)
register_snippet(TermViewSet)
