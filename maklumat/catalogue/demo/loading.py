"""Add what is missing of the demo: government, agencies, people, register, services.

A service that is there stays as it is, with its rows, places and history, so that loading again
never undoes what an officer changed.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from django.db import models, transaction
from django.utils.translation import gettext as _

from maklumat.accounts.models import User
from maklumat.agencies import actions as agency_actions
from maklumat.agencies import demo as agencies
from maklumat.agencies import regions
from maklumat.agencies.models import Agency
from maklumat.catalogue import approval, labels
from maklumat.catalogue.demo import profiles, reading, templates
from maklumat.catalogue.laws import Law
from maklumat.catalogue.models import (
    LegalDocument,
    Offering,
    OfferingHours,
    Service,
    ServiceChannel,
    Term,
)
from maklumat.catalogue.rows import fill
from maklumat.catalogue.standard import Standard
from maklumat.core import audit
from maklumat.core.datafiles import Entry, read, unique
from maklumat.core.errors import RuleBroken
from maklumat.core.outbox import no_letters
from maklumat.core.pagecache import purge

DATA = Path(__file__).parent.parent / "data"
CHANNELS = tuple(code for code, _name in labels.CHANNELS)
KEYS = ("id", "name", "summary", "agency", "offered_by", "type", "sector", "life_events",
        "audience", "channels", "synonyms", "home_position", "modelled_on", "template_before",
        "decree", "sippn", "review", "status", "on_purpose", "components")  # fmt: skip
PURPOSES = ("draft", "waiting", "returned")


@dataclass(frozen=True)
class Files:
    """Where the demo's data stand; tests put broken ones here."""

    agencies: Path = agencies.DATA
    services: Path = DATA / "services.yaml"
    terms: Path = DATA / "terms.yaml"
    profiles: Path = DATA / "profiles.yaml"
    regions: Path = regions.CODES


class _DryRun(Exception):
    """Rolls a trial back."""


def load(*, password: str, at: datetime, files: Files | None = None, dry_run: bool = False
         ) -> Counter[str]:  # fmt: skip
    """Load all or nothing; return what was added, by kind.

    Raises BadDataFile for a mistake in a data file, RuleBroken where a real government lives here.
    """
    files = files or Files()
    added: Counter[str] = Counter()
    try:
        with transaction.atomic(), no_letters():
            added = _load(files, password, at)
            if dry_run:
                raise _DryRun
    except _DryRun:
        pass
    return added


def _load(files: Files, password: str, at: datetime) -> Counter[str]:
    new_regions = agency_actions.load_regions(regions=regions.read(files.regions))
    loaded = agencies.load(files.agencies, password=password, at=at)
    added = loaded.added
    added["regions"] += new_regions
    approval.set_up(loaded.government)
    shelf = _Shelf(loaded, at)
    shelf.fill_terms(read(files.terms))
    entries = read(files.services).rows("services")
    unique(entries, "id")
    known = set(Service.objects.values_list("code", flat=True))
    new = {entry.text("id"): entry for entry in entries if entry.text("id") not in known}
    read_components = {code: _components(entry) for code, entry in new.items()}
    # All laws first: one may be cited by its title only in the last service.
    shelf.register(law for found in read_components.values() for law in found.laws)
    for code, entry in new.items():
        shelf.add_service(entry, read_components[code].standard)
    profiles.load(read(files.profiles), loaded, at)
    if added.total():
        details = {kind: count for kind, count in added.items() if count}
        audit.record(
            action="demo.loaded", actor=agencies.ACTOR, target="demo", at=at, details=details
        )
        purge("services", "agencies", "government")
    return added


class _Shelf:
    """What services refer to while they are added one by one."""

    def __init__(self, loaded: agencies.Loaded, at: datetime) -> None:
        self.loaded, self.at = loaded, at
        self.today = at.astimezone(loaded.government.zone).date()
        self.terms: dict[tuple[str, str], Term] = {}
        self.laws = {row.citation: row for row in LegalDocument.objects.all()}

    def fill_terms(self, file: Entry) -> None:
        self.terms = {(row.kind, row.slug): row for row in Term.objects.all()}
        file.only(*(kind for kind, _name in labels.TERM_KINDS))
        for kind in file:
            entries = file.rows(kind)
            unique(entries, "slug")
            for entry in entries:
                entry.only("slug", "name", "name_en", "icon", "position")
                if (kind, entry.text("slug")) not in self.terms:
                    self._add_term(kind, entry)

    def _add_term(self, kind: str, entry: Entry) -> None:
        row = Term(
            kind=kind,
            slug=entry.text("slug"),
            name=entry.text("name"),
            name_en=entry.text("name_en", ""),
            icon=entry.text("icon", ""),
            position=entry.whole("position", None),
        )
        _save(row, entry)
        self.terms[kind, row.slug] = row
        self.loaded.added["terms"] += 1

    def register(self, laws: Iterable[Law]) -> None:
        """Put laws into the register, each with the title that some citation gives it."""
        found: dict[str, Law] = {}
        for law in laws:
            if law.citation not in found or not found[law.citation].title:
                found[law.citation] = law
        for citation, law in found.items():
            if citation not in self.laws:
                self.laws[citation] = LegalDocument.objects.create(
                    kind=law.kind,
                    citation=citation,
                    number=law.number,
                    year=law.year,
                    title=law.title,
                )
                self.loaded.added["laws"] += 1

    def add_service(self, entry: Entry, standard: Standard) -> None:
        purpose = entry.part("on_purpose", required=False)
        purpose.only("state", "left_out", "change", "by", "returned_by", "reason")
        state = purpose.choice("state", PURPOSES, "")
        service = self._service(entry)
        fill(service, reading.without(standard, purpose), self.laws)
        _save(service, entry)
        templates.link(service, entry, self.at)
        self._publish(service, entry, publish=state != "draft")
        self._add_offerings(service, entry.rows("offered_by"))
        if state in ("waiting", "returned"):
            self._start_approval(service, purpose, returned=state == "returned")
        self.loaded.added["services"] += 1

    def _service(self, entry: Entry) -> Service:
        agency = self._agency(entry, "agency")
        code = entry.text("id")
        service = Service(
            agency=agency,
            code=code,
            slug=code.partition("-")[2] or code,
            name=entry.text("name"),
            summary=entry.text("summary"),
            type=entry.text("type"),
            sector=self._term(entry, "sector", entry.text("sector")),
            synonyms="\n".join(entry.texts("synonyms")),
            modelled_on=entry.text("modelled_on", ""),
            home_position=entry.whole("home_position", None),
            owner=self._officer(agency),
            live=False,
        )
        service.life_events = [
            self._term(entry, "life_event", slug) for slug in entry.texts("life_events", [])
        ]
        service.audiences = [
            self._term(entry, "audience", slug) for slug in entry.texts("audience", [])
        ]
        service.channels = [_channel(row) for row in entry.mixed("channels", "kind")]
        _fill_register(service, entry)
        self._fill_times(service, entry)
        return service

    def _fill_times(self, service: Service, entry: Entry) -> None:
        """Set review and status, whose dates count from the day of loading."""
        review, status = (entry.part(key, required=False) for key in ("review", "status"))
        review.only("checked_days_ago", "due_in_days")
        status.only("status", "reason", "until_in_days")
        if review:
            service.reviewed_at = self._day(-review.count("checked_days_ago"))
            service.reviewed_by = service.agency.head_name
            service.review_due = self._day(review.count("due_in_days"))
        if status:
            service.status, service.status_reason = status.text("status"), status.text("reason")
            service.status_until = self._day(status.count("until_in_days"))

    def _day(self, days: int) -> date:
        return self.today + timedelta(days=days)

    def _agency(self, entry: Entry, key: str) -> Agency:
        slug = entry.text(key)
        if slug not in self.loaded.agencies:
            raise entry.fault(_("there is no agency “%s”; correct it or add the agency.") % slug)
        return self.loaded.agencies[slug]

    def _term(self, entry: Entry, kind: str, slug: str) -> Term:
        if (kind, slug) not in self.terms:
            raise entry.fault(
                _("“%(slug)s” is not a %(kind)s in terms.yaml; correct it or add it there.")
                % {"slug": slug, "kind": kind}
            )
        return self.terms[kind, slug]

    def _officer(self, agency: Agency) -> User | None:
        member = agency.memberships.filter(role="officer").select_related("user").first()
        return member.user if member else None

    def _publish(self, service: Service, entry: Entry, *, publish: bool) -> None:
        revision = service.save_revision(user=service.owner)
        if not publish:
            return
        try:
            revision.publish()  # the demo needs no permission
        except RuleBroken as error:
            raise entry.fault(str(error)) from None

    def _add_offerings(self, service: Service, entries: list[Entry]) -> None:
        unique(entries, "unit")
        for position, entry in enumerate(entries):
            entry.only("unit", "place", "phone", "staff", "note", "hours")
            unit = self._agency(entry, "unit")
            row = Offering(
                service=service,
                unit=unit,
                place=entry.text("place", ""),
                phone=entry.text("phone", unit.phone),
                staff_count=entry.whole("staff", None),
                note=entry.text("note", ""),
                position=position,
            )
            _save(row, entry)
            hours = list(agencies.weekly_hours(entry.rows("hours", []), OfferingHours))
            for span in hours:
                span.offering = row
            OfferingHours.objects.bulk_create(hours)

    def _start_approval(self, service: Service, purpose: Entry, *, returned: bool) -> None:
        """Send a change on its way to the head, who may have returned it."""
        officer = self._person(purpose, "by")
        draft = Service.objects.get(pk=service.pk).get_latest_revision_as_object()
        change = purpose.part("change")
        for name in change:
            if not hasattr(draft, name):
                raise change.fault(_("a service has no “%s”; remove it.") % name)
            setattr(draft, name, change[name])
        draft.save_revision(user=officer)
        state = draft.get_workflow().start(draft, officer)
        if returned:
            state.current_task_state.reject(
                user=self._person(purpose, "returned_by"), comment=purpose.text("reason")
            )

    def _person(self, entry: Entry, key: str) -> User:
        email = entry.text(key)
        if email not in self.loaded.people:
            raise entry.fault(_("there is no person “%s” in the file of agencies.") % email)
        return self.loaded.people[email]


def _components(entry: Entry) -> reading.Components:
    entry.only(*KEYS)
    return reading.components(entry.part("components"))


def _channel(entry: Entry) -> ServiceChannel:
    entry.only("kind", "note", "url")
    kind = entry.choice("kind", CHANNELS)
    return ServiceChannel(kind=kind, note=entry.text("note", ""), url=entry.text("url", ""))


def _fill_register(service: Service, entry: Entry) -> None:
    decree, sippn = (entry.part(key, required=False) for key in ("decree", "sippn"))
    decree.only("number", "date")
    sippn.only("id", "entered")
    service.decree_number, service.decree_date = decree.text("number", ""), decree.day("date")
    service.sippn_id, service.sippn_published_at = sippn.text("id", ""), sippn.day("entered")


def _save(row: models.Model, entry: Entry) -> None:
    agencies.check(row, entry)
    row.save()
