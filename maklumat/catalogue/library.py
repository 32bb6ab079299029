"""Every write of the template library: load, take, answer a change, offer, decide."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from maklumat.accounts.models import User
from maklumat.agencies.models import Agency
from maklumat.agencies.policy import policy_for
from maklumat.agencies.roles import Act
from maklumat.catalogue import cleaning, comparing, shelf
from maklumat.catalogue import standard as std
from maklumat.catalogue.laws import Law, law
from maklumat.catalogue.models import (
    LegalDocument,
    Service,
    Template,
    TemplateOffer,
    TemplateVersion,
)
from maklumat.catalogue.rows import fill
from maklumat.catalogue.shelf import Book
from maklumat.catalogue.standard import Component, Standard
from maklumat.core import audit
from maklumat.core.errors import NotFound, RuleBroken

LOCAL_CODE = "lokal-"
MOST_OF_A_NAME = 70  # leaves room for the number behind a second of the same name

# The rows and fields of a service that hold each component.
_ROWS: dict[Component, tuple[str, ...]] = {
    Component.LEGAL_BASIS: ("legal_basis",),
    Component.REQUIREMENTS: ("cases",),
    Component.PROCEDURE: ("steps",),
    Component.FEE: ("fees",),
    Component.PRODUCT: ("products",),
    Component.FACILITIES: ("facilities",),
    Component.COMPETENCE: ("competences",),
    Component.SUPERVISION: ("supervisions",),
    Component.COMPLAINTS: ("complaint_channels",),
    Component.STAFF: ("staff",),
    Component.SAFETY: ("safety_measures",),
    Component.EVALUATION: ("evaluations",),
}
_VALUES: dict[Component, tuple[str, ...]] = {
    Component.DURATION: ("duration_value", "duration_unit", "duration_starts", "duration_note"),
    Component.COMPLAINTS: (
        "complaint_officer",
        "limit_verification",
        "limit_information",
        "limit_ordinary",
        "limit_supervision",
    ),
    Component.GUARANTEE: ("guarantee_statement", "guarantee_compensation", "guarantee_decree"),
}


# --- Loading ------------------------------------------------------------------------------------


@transaction.atomic
def load(*, at: datetime, path: Path = shelf.DATA) -> Counter[str]:
    """Bring the library to what a data file says; return what was done, by word.

    A template whose components changed gets a new version; again, nothing happens. Templates of
    local origin and those that the file no longer has stay as they are.

    Raises BadDataFile.
    """
    brought = shelf.delivery(path)
    done: Counter[str] = Counter()
    done["laws"] = register(brought.laws)
    known = {row.code: row for row in Template.objects.select_for_update()}
    for book in brought.books:
        register(law(row.citation) for row in book.standard.legal_basis)
        done[_shelve(book, known.get(book.code), at)] += 1
    if done["added"] or done["new versions"]:
        details = {word: count for word, count in done.items() if count}
        audit.record(
            action="catalogue.templates_loaded",
            actor="system",
            target="templates",
            at=at,
            details=details,
        )
    return done


def register(laws: Iterable[Law]) -> int:
    """Put laws into the register that are not there; return how many were new."""
    wanted = {row.citation: row for row in laws}
    known = set(
        LegalDocument.objects.filter(citation__in=wanted).values_list("citation", flat=True)
    )
    for citation in wanted.keys() - known:
        found = wanted[citation]
        LegalDocument.objects.create(
            kind=found.kind,
            citation=citation,
            number=found.number,
            year=found.year,
            title=found.title,
        )
    return len(wanted.keys() - known)


def _shelve(book: Book, known: Template | None, at: datetime) -> str:
    """Write one template; return the word for what that was."""
    content = std.to_json(book.standard)
    if known is None:
        made = Template(code=book.code, **book.values, standard=content)
        made.save()
        _keep_version(made, at)
        return "added"
    changed = [name for name, value in book.values.items() if getattr(known, name) != value]
    for name in changed:
        setattr(known, name, book.values[name])
    if known.as_standard() == book.standard:
        if changed:
            known.save(update_fields=changed)
        return "renamed" if changed else "unchanged"
    known.version += 1
    known.standard = content
    known.save(update_fields=[*changed, "version", "standard"])
    _keep_version(known, at)
    return "new versions"


def _keep_version(template: Template, at: datetime) -> None:
    TemplateVersion.objects.create(
        template=template, number=template.version, standard=template.standard, made_at=at
    )


# --- Taking a template ------------------------------------------------------------------------------


@transaction.atomic
def take(*, template: Template, agency: Agency, by: User, at: datetime) -> tuple[Service, bool]:
    """Make a draft of an agency from a template; return it and whether it is new.

    An agency has one service of one template: asked again, or twice at once, it gets that.

    Raises NotFound where the person may not write for the agency.
    """
    if not policy_for(by).covers(Act.CHANGE, agency):
        raise NotFound(str(agency.pk))
    Agency.objects.select_for_update().get(pk=agency.pk)
    there = Service.objects.filter(template=template, agency=agency).order_by("pk").first()
    if there is not None:
        return there, False
    standard = template.as_standard()
    service = Service(
        agency=agency,
        name=template.name,
        slug=_free_slug(template.name, agency),
        summary=template.summary,
        type=template.type,
        sector=shelf.sector_term(template.sector),
        synonyms=template.synonyms,
        modelled_on=template.source,
        template=template,
        template_version=template.version,
        template_seen=template.version,
        owner=by if by.memberships.filter(agency=agency).exists() else None,
        live=False,
    )
    fill(service, standard, _documents(standard))
    service.full_clean()
    service.save()
    revision = service.save_revision(user=by)
    log(instance=service, action="wagtail.create", user=by, revision=revision)
    audit.record(
        action="catalogue.template_taken",
        actor=by.get_username(),
        target=f"service:{service.code}",
        at=at,
        details={"template": template.code, "version": template.version},
    )
    return service, True


def _free_slug(name: str, agency: Agency) -> str:
    """Return an address that is free in the agency, whose code is free everywhere."""
    stem = slugify(name)[:MOST_OF_A_NAME].strip("-") or "layanan"
    slugs = set(Service.objects.filter(agency=agency).values_list("slug", flat=True))
    codes = set(Service.objects.values_list("code", flat=True))
    slug, number = stem, 2
    while slug in slugs or f"{agency.slug}-{slug}"[:80].strip("-") in codes:
        slug = f"{stem}-{number}"
        number += 1
        if len(f"{agency.slug}-{slug}") > 80:
            stem = stem[: 75 - len(agency.slug)].strip("-")
    return slug


def _documents(standard: Standard) -> dict[str, LegalDocument]:
    register(law(row.citation) for row in standard.legal_basis)
    return shelf.documents_for(standard)


# --- Answering a change -----------------------------------------------------------------------------


@transaction.atomic
def answer(
    *, service: Service, component: Component, takes: bool, by: User, at: datetime
) -> Service:
    """Take a component of the template's newest version into the draft, or leave one's own.

    Nothing is published. Answered twice, the second time changes nothing.

    Raises RuleBroken where somebody has locked the service.
    """
    row = (
        Service.objects.select_for_update(of=("self",))
        .select_related("template")
        .get(pk=service.pk)
    )
    template = row.template
    if template is None or component not in shelf.pending(row):
        return row
    if takes:
        _take_over(row, component, template.as_standard(), by)
        row.refresh_from_db()
    row.template_handled = {**row.template_handled, component.value: template.version}
    if not shelf.pending(row):
        row.template_seen, row.template_handled = template.version, {}
    row.save(update_fields=["template_seen", "template_handled"])
    audit.record(
        action="catalogue.template_change_taken"
        if takes
        else "catalogue.template_change_dismissed",
        actor=by.get_username(),
        target=f"service:{row.code}",
        at=at,
        details={
            "template": template.code,
            "version": template.version,
            "component": component.value,
        },
    )
    return row


def _take_over(service: Service, component: Component, standard: Standard, by: User) -> None:
    lock = service.get_lock()
    if lock is not None and lock.for_user(by):
        raise RuleBroken(
            _("“%s” is locked or waits for approval; take the change over afterwards.")
            % service.name
        )
    draft = shelf.draft_of(service)
    whole = comparing.with_component(shelf.citable(draft), component, standard)
    source = Service(agency=service.agency)
    fill(source, whole, _documents(whole))
    for name in _ROWS.get(component, ()):
        setattr(draft, name, list(getattr(source, name).all()))
    for name in _VALUES.get(component, ()):
        setattr(draft, name, getattr(source, name))
    draft.save_revision(user=by, log_action=True)


# --- Offers to the library --------------------------------------------------------------------------


@transaction.atomic
def offer(*, service: Service, by: User, at: datetime) -> TemplateOffer:
    """Offer the standard that citizens see, cleaned of what is local, to all agencies.

    Offered twice, one offer waits. Raises RuleBroken for a service that was never published.
    """
    Service.objects.select_for_update(of=("self",)).get(pk=service.pk)
    if not service.live:
        raise RuleBroken(_("Only an approved service that citizens can see can be offered."))
    waiting = shelf.offer_waiting(service)
    if waiting is not None:
        return waiting
    made = TemplateOffer.objects.create(
        service=service,
        standard=std.to_json(offered_standard(service)),
        offered_at=at,
        offered_by=by.get_username(),
    )
    audit.record(
        action="catalogue.template_offered",
        actor=by.get_username(),
        target=f"service:{service.code}",
        at=at,
    )
    return made


def offered_standard(service: Service) -> Standard:
    """Return what would be offered of a live service."""
    return cleaning.cleaned(shelf.citable(service), shelf.names_of(service))


@transaction.atomic
def accept(*, offer: TemplateOffer, by: User, at: datetime) -> Template:
    """Put an offered standard on the shelf; a second offer of the service makes a new version."""
    row = _undecided(offer)
    service = row.service
    known = Template.objects.filter(service=service).first()
    book = Book(
        code=known.code if known else f"{LOCAL_CODE}{service.code}"[:80].strip("-"),
        values={
            "name": service.name,
            "summary": service.summary,
            "sector": service.sector.slug if service.sector else "",
            "type": service.type,
            "kinds": [service.agency.kind],
            "source": service.modelled_on,
            "synonyms": service.synonyms,
            "offered_by": service.agency.name,
            "retired": False,
            "service": service,
        },
        standard=std.from_json(row.standard),
    )
    _shelve(book, known, at)
    _decide(row, "accepted", by, at)
    return Template.objects.get(code=book.code)


@transaction.atomic
def decline(*, offer: TemplateOffer, reason: str, by: User, at: datetime) -> None:
    """Send an offer back with a reason. Raises RuleBroken without one."""
    row = _undecided(offer)
    if not reason.strip():
        raise RuleBroken(_("Say in a sentence why the library does not take it."))
    row.reason = reason.strip()[:300]
    _decide(row, "declined", by, at)


def _undecided(offer: TemplateOffer) -> TemplateOffer:
    row = TemplateOffer.objects.select_for_update(of=("self",)).get(pk=offer.pk)
    if row.status != "waiting":
        raise RuleBroken(_("Somebody has already decided on this offer."))
    return row


def _decide(row: TemplateOffer, status: str, by: User, at: datetime) -> None:
    row.status, row.decided_at, row.decided_by = status, at, by.get_username()
    row.save(update_fields=["status", "decided_at", "decided_by", "reason"])
    audit.record(
        action=f"catalogue.template_offer_{status}",
        actor=by.get_username(),
        target=f"service:{row.service.code}",
        at=at,
        details={"reason": row.reason} if row.reason else {},
    )
