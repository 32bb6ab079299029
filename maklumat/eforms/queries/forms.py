"""Which forms a service offers."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Prefetch, Q, Subquery

from maklumat.agencies.models import Agency, Region
from maklumat.agencies.queries import agency_of_former_slug
from maklumat.catalogue.models import Service
from maklumat.catalogue.queries import published_service
from maklumat.core.errors import NotFound
from maklumat.eforms.models import FormAddress, FormUse, FormVersion, ServiceForm


@dataclass(frozen=True)
class Offered:
    """A form as a service offers it now: its published version."""

    service: Service
    form: ServiceForm
    version: FormVersion

    @property
    def slugs(self) -> tuple[str, str, str]:
        return self.service.agency.slug, self.service.slug, self.form.code


@dataclass(frozen=True)
class Entrance:
    """A form as the card of a service offers it; `called` is how requirements name it."""

    code: str
    title: str
    called: tuple[str, ...]


def offered_form(agency: str, service: str, code: str, at: datetime) -> Offered:
    """Return the form at an address. Raises NotFound, also while nothing of it is published."""
    found = published_service(agency, service, at)
    use = FormUse.objects.filter(
        service=found, form__code=code, form__retired=False
    ).select_related("form").first()  # fmt: skip
    version = current_version(use.form) if use else None
    if use is None or version is None:
        raise NotFound(code)
    return Offered(found, use.form, version)


def offered_by_key(form: int, service: int, at: datetime) -> Offered:
    """Return a form as a service offers it now. Raises NotFound when it no longer does."""
    use = FormUse.objects.select_related("form", "service__agency").filter(
        form=form, service=service
    ).first()  # fmt: skip
    if use is None:
        raise NotFound(str(form))
    return offered_form(use.service.agency.slug, use.service.slug, use.form.code, at)


def moved(agency: str, service: str, code: str, at: datetime) -> Offered | Service | None:
    """Return where an old address leads: to the form, else to its service; None: it never was one."""
    known = FormAddress.objects.filter(agency_slug=agency, service_slug=service)
    row = (known.filter(code=code) if code else known).select_related("service__agency").first()
    try:
        if row and code:
            return offered_by_key(row.form_id, row.service_id, at)
        if code and (renamed := agency_of_former_slug(agency)):
            return offered_form(renamed.slug, service, code, at)
    except NotFound:
        pass
    return row.service if row and row.service.live else None


def current_version(form: ServiceForm) -> FormVersion | None:
    """Return the version that is filled in now."""
    return form.versions.exclude(published_at=None).order_by("-number").first()


def forms_of_service(service: Service) -> list[Offered]:
    """Return the forms a service offers, in its order."""
    newest = FormVersion.objects.filter(form=OuterRef("form"), published_at__isnull=False)
    uses = (
        FormUse.objects.filter(service=service, form__retired=False)
        .annotate(version=Subquery(newest.order_by("-number").values("pk")[:1]))
        .exclude(version=None)
        .select_related("form")
    )
    versions = FormVersion.objects.in_bulk([use.version for use in uses])
    return [Offered(service, use.form, versions[use.version]) for use in uses]


def entrances_by_service() -> dict[int, list[Entrance]]:
    """Return the published forms by the key of each service that offers them. One query."""
    rows = (
        FormUse.objects.filter(form__retired=False, form__versions__published_at__isnull=False)
        .order_by("position", "pk")
        .values_list("service", "form__code", "form__title", "form__named_as", "position", "pk")
        .distinct()
    )
    found: dict[int, list[Entrance]] = {}
    for service, code, title, named_as, _position, _key in rows:
        called = tuple(one.strip() for one in named_as.split(",") if one.strip())
        found.setdefault(service, []).append(Entrance(code, title, called))
    return found


def codes_by_service() -> dict[int, list[str]]:
    """Return the codes of the published forms by the key of each service that offers them."""
    return {key: [one.code for one in rows] for key, rows in entrances_by_service().items()}


def services_with_forms() -> list[Service]:
    """Return the published services that offer a form, with what their lists need."""
    uses = FormUse.objects.filter(
        Q(form__retired=False) & Q(form__versions__published_at__isnull=False)
    ).select_related("form").distinct()  # fmt: skip
    return list(
        Service.objects.filter(live=True, form_uses__in=uses)
        .select_related("agency")
        .prefetch_related(Prefetch("form_uses", queryset=uses, to_attr="offered_uses"))
        .order_by("agency__name", "name")
        .distinct()
    )


def services_by_form_title(words: str) -> set[int]:
    """Return the services with a form whose title holds the words. One query."""
    uses = FormUse.objects.filter(form__title__icontains=words, form__retired=False)
    return set(uses.values_list("service_id", flat=True))


def published_services() -> list[Service]:
    """Return all published services with their agencies."""
    return list(Service.objects.filter(live=True).select_related("agency"))


def has_form(agency: Agency, code: str) -> bool:
    return ServiceForm.objects.filter(agency=agency, code=code).exists()


def regions() -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Return provinces with their regencies and cities: code, name, and code and name of each."""
    found: dict[str, tuple[str, str, list[tuple[str, str]]]] = {}
    for code, name, parent in Region.objects.order_by("code").values_list(
        "code", "full_name", "parent"
    ):
        if parent is None:
            found[code] = (code, name, [])
        elif parent in found:
            found[parent][2].append((code, name))
    return list(found.values())


def region_names() -> dict[str, Any]:
    return dict(Region.objects.values_list("code", "full_name"))
