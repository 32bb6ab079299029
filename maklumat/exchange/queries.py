"""Every read of what goes out and what is compared on its way in."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db.models import QuerySet

from maklumat.accounts.models import User
from maklumat.agencies.models import Agency
from maklumat.agencies.policy import policy_for
from maklumat.agencies.roles import Act
from maklumat.catalogue.models import LegalDocument, Service, Term
from maklumat.catalogue.queries import live_services
from maklumat.core.errors import NotFound


def may_export(user: User) -> bool:
    return policy_for(user).can(Act.VIEW)


def may_import(user: User) -> bool:
    return policy_for(user).can(Act.CHANGE)


def newest(service: Service) -> Service:
    """Return the newest version of a service, published or not."""
    revision = service.latest_revision
    return service.with_content_json(revision.content) if revision else service


def services_to_export(user: User) -> Iterator[Service]:
    """Give the newest version of each service of this person's agencies."""
    if not may_export(user):
        raise NotFound("export")
    rows = policy_for(user).rows(_whole(Service.objects.all()))
    for service in rows.order_by("agency__position", "agency__name", "code"):
        yield newest(service)


def published_services() -> list[Service]:
    """Return what citizens see, agency by agency."""
    return list(live_services().order_by("agency__position", "agency__name", "name"))


def services_by_code(codes: Iterable[str]) -> dict[str, Service]:
    """Return services of any agency: who asks must look at whose they are."""
    return {row.code: row for row in _whole(Service.objects.filter(code__in=list(codes)))}


def own_agencies(user: User) -> list[Agency]:
    """Return the agencies in which this person may make services."""
    return list(policy_for(user).agencies(Act.CHANGE).order_by("name"))


def own_agency(user: User, pk: int) -> Agency:
    """Return one of them.

    Raises NotFound.
    """
    found = policy_for(user).agencies(Act.CHANGE).filter(pk=pk).first()
    if found is None:
        raise NotFound(str(pk))
    return found


def _whole(rows: QuerySet[Service]) -> QuerySet[Service]:
    return rows.select_related("agency", "latest_revision")


@dataclass
class Register:
    """Laws, found by key, by citation and by full name, and terms: each read once."""

    by_key: dict[int, LegalDocument] = field(default_factory=dict)
    by_name: dict[str, LegalDocument] = field(default_factory=dict)
    terms: list[Term] = field(default_factory=list)

    def term(self, kind: str, text: str) -> Term | None:
        """Return a term by its name or its slug."""
        wanted = " ".join(text.split()).casefold()
        for term in self.terms:
            if term.kind == kind and wanted in (term.name.casefold(), term.slug):
                return term
        return None

    def find(self, text: str) -> LegalDocument | None:
        return self.by_name.get(" ".join(text.split()).casefold())


def register() -> Register:
    found = Register(terms=list(Term.objects.all()))
    for row in LegalDocument.objects.all():
        found.by_key[row.pk] = row
        for name in (row.citation, str(row)):
            found.by_name.setdefault(" ".join(name.split()).casefold(), row)
    return found
