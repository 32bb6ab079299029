"""What a change makes stale: pages are purged once its transaction commits."""

from typing import Any

from django.apps import AppConfig, apps
from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_migrate, post_save
from wagtail.signals import published, unpublished

from maklumat.agencies import models as agencies
from maklumat.agencies import queries as queries_of_agencies
from maklumat.agencies.signals import (
    agency_closing,
    agency_merged,
    government_changed,
    government_founded,
)
from maklumat.catalogue import actions, approval
from maklumat.catalogue.models import (
    LegalDocument,
    Offering,
    OfferingHours,
    Pledge,
    Service,
    Term,
)
from maklumat.core.pagecache import purge

# Every save of one of these may change what a page says of an agency, its place or its hours.
OF_AGENCIES = (
    agencies.Agency,
    agencies.AgencyName,
    agencies.ContactPerson,
    agencies.OpeningHours,
    agencies.SpecialDay,
    agencies.Succession,
)
OF_GOVERNMENT = (agencies.Government, agencies.HolidayOverride)
OF_CATALOGUE = (LegalDocument, Offering, OfferingHours, Term)
# What saving a draft writes: nothing of it is public.
_PRIVATE = {"draft_filled", "draft_complete", "draft_delivery", "latest_revision", "locked"}

# Any: Django's signals hand over whatever they like.


def forget_service(sender: type[Model], instance: Model, **_kwargs: Any) -> None:
    """A service was published or taken down."""
    if isinstance(instance, Service):
        purge("services", f"service:{instance.pk}")


def forget_page_of_agency(sender: type[Model], instance: Model, **_kwargs: Any) -> None:
    """A profile or a pledge was published, changed or taken down."""
    if isinstance(instance, Pledge | agencies.Profile):
        purge("agencies")


def forget_saved_service(sender: type[Model], instance: Service, **kwargs: Any) -> None:
    """A service was saved without publishing, such as its place on the home page."""
    fields = kwargs.get("update_fields")
    if fields is None or not set(fields) <= _PRIVATE:
        forget_service(sender, instance)


def forget_catalogue(sender: type[Model], **_kwargs: Any) -> None:
    purge("services")


def forget_agencies(sender: type[Model], **_kwargs: Any) -> None:
    purge("agencies")


def forget_government(sender: type[Model], **_kwargs: Any) -> None:
    purge("government", "agencies", "services")


def set_up_approval(sender: type[Model], government: agencies.Government, **_kwargs: Any) -> None:
    approval.set_up(government)


def set_up_approval_again(sender: AppConfig, **_kwargs: Any) -> None:
    """A new version of the code may put more on the way of approval."""
    government = queries_of_agencies.current_government()
    if government:
        approval.set_up(government)


def hand_over(
    sender: type[Model],
    predecessor: agencies.Agency,
    successor: agencies.Agency,
    **change: Any,
) -> None:
    actions.hand_over(
        predecessor=predecessor,
        successor=successor,
        actor=change["actor"],
        at=change["at"],
    )


def check_nothing_left(sender: type[Model], agency: agencies.Agency, **_kwargs: Any) -> None:
    actions.check_nothing_left(agency)


def connect() -> None:
    """Listen; called once when the apps are ready."""
    government_founded.connect(set_up_approval, dispatch_uid="approval in a new government")
    government_changed.connect(set_up_approval, dispatch_uid="approval when its steps change")
    post_migrate.connect(
        set_up_approval_again,
        apps.get_app_config("catalogue"),
        dispatch_uid="approval in a new version",
    )
    agency_merged.connect(hand_over, dispatch_uid="services of a merged agency")
    agency_closing.connect(check_nothing_left, dispatch_uid="services of a closing agency")
    published.connect(forget_service, dispatch_uid="pages of a published service")
    unpublished.connect(forget_service, dispatch_uid="pages of a service taken down")
    post_save.connect(forget_saved_service, Service, dispatch_uid="pages of a saved service")
    post_delete.connect(forget_service, Service, dispatch_uid="pages of a deleted service")
    published.connect(forget_page_of_agency, dispatch_uid="pages of a published profile")
    unpublished.connect(forget_page_of_agency, dispatch_uid="pages of a profile taken down")
    for shown in (Pledge, agencies.Profile):
        uid = f"pages of a deleted {shown.__name__}"
        post_delete.connect(forget_page_of_agency, shown, dispatch_uid=uid)
    for name in ("life_events", "audiences"):
        through = getattr(Service, name).through
        m2m_changed.connect(forget_catalogue, through, dispatch_uid=f"pages by {name}")
    for models, receiver in (
        (OF_CATALOGUE, forget_catalogue),
        (OF_AGENCIES, forget_agencies),
        (OF_GOVERNMENT, forget_government),
    ):
        for model in models:
            for signal, word in ((post_save, "saved"), (post_delete, "deleted")):
                uid = f"pages of {model.__name__} {word}"
                signal.connect(receiver, model, dispatch_uid=uid)
