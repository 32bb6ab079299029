"""The wall poster of a service: the six components that the law wants to be seen."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from maklumat.catalogue.cards import Card
from maklumat.catalogue.models import Service


def card_address(service: Service) -> str:
    """Return the full address of the card in Indonesian, which posters carry for years."""
    with override("id"):
        return settings.SITE_URL + reverse(
            "catalogue:service", args=[service.agency.slug, service.slug]
        )


def pdf(card: Card, *, paper: str, at: datetime) -> bytes:
    raise NotImplementedError
