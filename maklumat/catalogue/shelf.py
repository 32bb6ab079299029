"""Reads of the template library: what is on the shelf, what changed, what is offered."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from maklumat.accounts.models import User
from maklumat.agencies import labels as agency_labels
from maklumat.agencies.models import Agency
from maklumat.agencies.policy import policy_for
from maklumat.agencies.roles import Act
from maklumat.catalogue import comparing, labels
from maklumat.catalogue import standard as std
from maklumat.catalogue.laws import Law, law
from maklumat.catalogue.models import (
    LegalDocument,
    Service,
    Template,
    TemplateOffer,
    TemplateVersion,
    Term,
)
from maklumat.catalogue.standard import Component, Standard
from maklumat.core.datafiles import Entry, read, unique
from maklumat.core.errors import NotFound

DATA = Path(__file__).parent / "data" / "templates.yaml"
KINDS = tuple(code for code, _name in agency_labels.KINDS)
TYPES = tuple(code for code, _name in labels.SERVICE_TYPES)
KEYS = ("code", "name", "summary", "sector", "type", "kinds", "source", "synonyms", "retired",
        "standard")  # fmt: skip


# --- The data file ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Book:
    """A template as a data file or an offer describes it; `values` are plain columns."""

    code: str
    values: dict[str, object]
    standard: Standard


@dataclass(frozen=True)
class Delivery:
    """What a data file brings: templates, and the laws that they cite."""

    books: tuple[Book, ...]
    laws: tuple[Law, ...]


def delivery(path: Path = DATA) -> Delivery:
    """Read the templates of a data file. Raises BadDataFile."""
    file = read(path)
    file.only("laws", "templates")
    entries = file.rows("templates")
    unique(entries, "code")
    return Delivery(
        tuple(_book(entry) for entry in entries), tuple(law(text) for text in file.texts("laws"))
    )


def _book(entry: Entry) -> Book:
    entry.only(*KEYS)
    kinds = entry.texts("kinds")
    for kind in kinds:
        if kind not in KINDS:
            raise entry.fault(_("“%s” is not a kind of agency.") % kind)
    values = {
        "name": entry.text("name"),
        "summary": entry.text("summary"),
        "sector": entry.text("sector", ""),
        "type": entry.choice("type", TYPES),
        "kinds": kinds,
        "source": entry.text("source", ""),
        "synonyms": "\n".join(entry.texts("synonyms", [])),
        "retired": entry.flag("retired"),
    }
    content = entry.part("standard")
    content.only(*comparing.FIELDS.values())
    try:
        standard = std.from_json(content)
    except (TypeError, KeyError, AttributeError) as error:
        raise entry.fault(_("The standard cannot be read: %s") % error) from None
    return Book(entry.text("code"), values, standard)


# --- The shelf ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Listed:
    """A template in the list: does it suit the reader's agencies, and which has it already."""

    template: Template
    suits: bool
    sector: str
    services: tuple[Service, ...]


def templates_for(user: User, *, words: str = "", kind: str = "", sector: str = "") -> list[Listed]:
    """Return the templates that hold all words, those that suit one's own agencies first."""
    mine = policy_for(user).agencies(Act.CHANGE)
    everywhere = policy_for(user).can_everywhere(Act.CHANGE)
    own_kinds = set() if everywhere else set(mine.values_list("kind", flat=True))
    used: dict[int | str, list[Service]] = {}  # by template, and by name where there is none
    for service in policy_for(user).rows(Service.objects.only("name", "template"), Act.CHANGE):
        used.setdefault(service.template_id or service.name.lower(), []).append(service)
    names = sector_names()
    wanted = words.lower().split()
    found = [
        Listed(
            row,
            bool(own_kinds & set(row.kinds)),
            names.get(row.sector, row.sector.replace("-", " ").capitalize()),
            tuple(used.get(row.pk, used.get(row.name.lower(), ()))),
        )
        for row in Template.objects.filter(retired=False).defer("standard")
        if (not kind or kind in row.kinds)
        and (not sector or row.sector == sector)
        and all(word in _text(row) for word in wanted)
    ]
    return sorted(found, key=lambda listed: (not listed.suits, listed.template.name.lower()))


def _text(row: Template) -> str:
    return f"{row.name}\n{row.summary}\n{row.synonyms}\n{row.source}".lower()


def sector_names() -> dict[str, str]:
    return dict(Term.objects.filter(kind="sector").values_list("slug", "name"))


def sectors() -> list[tuple[str, str]]:
    """Return the sectors of which there are templates, with their names."""
    names = sector_names()
    used = Template.objects.filter(retired=False).exclude(sector="")
    slugs = set(used.values_list("sector", flat=True))
    found = [(slug, names.get(slug, slug.replace("-", " ").capitalize())) for slug in slugs]
    return sorted(found, key=lambda pair: pair[1])


def template_by_key(pk: int) -> Template:
    """Return a template that is still offered. Raises NotFound."""
    found = Template.objects.filter(pk=pk, retired=False).first()
    if found is None:
        raise NotFound(str(pk))
    return found


def services_from(template: Template, user: User) -> QuerySet[Service]:
    """Return the services that a person's agencies made from a template."""
    rows = Service.objects.filter(template=template).select_related("agency")
    return policy_for(user).rows(rows, Act.CHANGE)


def agencies_to_use(template: Template, user: User) -> list[Agency]:
    """Return the agencies for which a person may take a template, those that it suits first."""
    agencies = policy_for(user).agencies(Act.CHANGE).select_related("government")
    return sorted(
        (row for row in agencies if row.valid_to is None),
        key=lambda row: (row.kind not in template.kinds, row.name),
    )


def kind_names(kinds: Iterable[str]) -> list[str]:
    names = dict(agency_labels.KINDS)
    return [str(names[kind]) for kind in kinds if kind in names]


def sector_term(slug: str) -> Term | None:
    return Term.objects.filter(kind="sector", slug=slug).first()


# --- A service and its template -------------------------------------------------------------------


@dataclass(frozen=True)
class Change:
    """A component that changed in the template: mine, and the template then and now, as lines."""

    component: Component
    name: str
    mine: list[str]
    before: list[str]
    now: list[str]

    @property
    def is_the_same(self) -> bool:
        """Does the service say already what the template says now?"""
        return self.mine == self.now


def service_to_change(user: User, pk: int) -> Service:
    """Return a service that a person may edit. Raises NotFound."""
    rows = Service.objects.select_related("agency", "template")
    found = policy_for(user).rows(rows, Act.CHANGE).filter(pk=pk).first()
    if found is None:
        raise NotFound(str(pk))
    return found


def draft_of(service: Service) -> Service:
    """Return a service as its newest version has it."""
    draft: Service = service.get_latest_revision_as_object()
    return draft


def citable(service: Service) -> Standard:
    """Return the standard of a service with laws as people cite them, as templates have them."""
    return replace(
        service.standard(),
        legal_basis=tuple(
            std.LegalBasis(row.document.citation, row.article) for row in service.legal_basis.all()
        ),
    )


def pending(service: Service) -> tuple[Component, ...]:
    """Return the components of which a newer version of the template waits for an answer."""
    template = service.template
    if template is None or template.version <= (service.template_seen or 0):
        return ()
    now = template.as_standard()
    versions = _versions(template)
    return tuple(
        part
        for part in Component
        if (before := versions.get(_seen(service, part))) is not None
        and part in comparing.differing(before, now)
    )


def changes(service: Service) -> list[Change]:
    """Return what a newer version of the template changed and nobody has answered yet."""
    template = service.template
    parts = pending(service)
    if template is None or not parts:
        return []
    versions, now = _versions(template), template.as_standard()
    mine = citable(draft_of(service))
    return [
        Change(
            component=part,
            name=std.OFFICIAL_NAMES[part],
            mine=comparing.lines(mine, part),
            before=comparing.lines(versions[_seen(service, part)], part),
            now=comparing.lines(now, part),
        )
        for part in parts
    ]


def _seen(service: Service, part: Component) -> int:
    return int(service.template_handled.get(part.value, service.template_seen or 0))


def _versions(template: Template) -> dict[int, Standard]:
    rows = TemplateVersion.objects.filter(template=template)
    return {row.number: std.from_json(row.standard) for row in rows}


def services_behind(services: QuerySet[Service]) -> QuerySet[Service]:
    """Keep the services whose template has a version that nobody has answered yet."""
    return services.filter(
        template__retired=False, template__version__gt=F("template_seen")
    ).order_by("name")


def documents_for(standard: Standard) -> dict[str, LegalDocument]:
    """Return the registered law of each citation that is registered."""
    wanted = [row.citation for row in standard.legal_basis]
    return {row.citation: row for row in LegalDocument.objects.filter(citation__in=wanted)}


# --- Offers -------------------------------------------------------------------------------------


def offer_waiting(service: Service) -> TemplateOffer | None:
    return TemplateOffer.objects.filter(service=service, status="waiting").first()


def last_offer(service: Service) -> TemplateOffer | None:
    return TemplateOffer.objects.filter(service=service).first()


def offers_for(user: User) -> QuerySet[TemplateOffer]:
    """Return the offers that a person decides on, those that wait first."""
    rows = TemplateOffer.objects.select_related("service__agency")
    found = policy_for(user).rows(rows, Act.APPROVE_AS_ORGANISER, through=("service__agency",))
    return found.order_by("-status", "-offered_at")


def offer_to_decide(user: User, pk: int) -> TemplateOffer:
    """Return an offer on which a person decides. Raises NotFound."""
    found = offers_for(user).filter(pk=pk).first()
    if found is None:
        raise NotFound(str(pk))
    return found


def names_of(service: Service) -> list[str]:
    """Return the names that a template must not have: government, agencies above and below, heads."""
    agency = service.agency
    above = [int(key) for key in agency.path.strip("/").split("/")]
    rows = Agency.objects.filter(path__startswith=agency.path) | Agency.objects.filter(pk__in=above)
    names = [agency.government.name]
    for row in rows:
        names += [row.name, row.head_name]
    return [name for name in names if name]
