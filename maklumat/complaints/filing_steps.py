"""The three steps of a report: what was typed, what to show next, what is sent in the end.

Nothing typed is stored before the end, nor put into an address: the page of a step carries the
answers of the others as hidden fields, so that it works without scripts and without a session.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cached_property, partial
from uuid import UUID, uuid4

from django import forms
from django.core import signing
from django.http import QueryDict
from django.utils.translation import get_language

from maklumat.agencies.devices import Device
from maklumat.agencies.models import Agency, Government
from maklumat.catalogue.models import Service
from maklumat.complaints import queries, suggesting
from maklumat.complaints.actions.filing import Contact, Report, is_for_inspectorate
from maklumat.complaints.filing_forms import (
    ANONYMOUS,
    OTHER,
    UNKNOWN,
    AboutForm,
    Choices,
    Reads,
    SelfForm,
    StoryForm,
)
from maklumat.complaints.models import Category, RuleSet
from maklumat.complaints.queries import filing as reads
from maklumat.complaints.queries.routing import learned_agency
from maklumat.complaints.suggesting import Suggestion
from maklumat.complaints.workflow import Kind

STORY, ABOUT, SELF = STEPS = ("story", "about", "self")
CARRIED = {  # what the hidden fields of the other steps are called
    STORY: tuple(name for name in StoryForm.base_fields if name != "attachments"),
    ABOUT: tuple(AboutForm.base_fields),
    SELF: tuple(name for name in SelfForm.base_fields if name != "homepage"),
}
SEEN = {ABOUT: "kind", SELF: "identity"}  # a field that is sent whenever its step was shown
BEGUN_SALT = "complaints.begun"


@dataclass(frozen=True)
class Known:
    """What every page of filing needs to know of this government."""

    government: Government
    rules: RuleSet
    today: date

    @cached_property
    def choices(self) -> Choices:
        return Choices(
            read=Reads(
                agencies=reads.agencies_to_name,
                categories=queries.categories,
                regions=partial(reads.regions_near, self.government),
            ),
            kinds=self.rules.book.public_classes,
            today=self.today,
        )


class Filing:
    """One report on its way: the answers so far and the id of its form."""

    def __init__(self, sent: QueryDict, known: Known, at: datetime) -> None:
        self.sent, self.known, self.at = sent, known, at
        self.uid = form_id(sent.get("uid", ""))
        self.begun = self._begun()

    @property
    def age(self) -> timedelta:
        """How long ago the first page was asked for."""
        since = float(signing.loads(self.begun, salt=BEGUN_SALT))
        return timedelta(seconds=self.at.timestamp() - since)

    def _begun(self) -> str:
        given = self.sent.get("begun", "")
        try:
            signing.loads(given, salt=BEGUN_SALT)
        except signing.BadSignature:
            return signing.dumps(self.at.timestamp(), salt=BEGUN_SALT)
        return given

    def bound(self, step: str) -> forms.Form:
        """Return the form of a step with what was typed, to be checked."""
        if step == STORY:
            return StoryForm(self.sent)
        if step == ABOUT:
            return AboutForm(self.sent, choices=self.known.choices)
        return SelfForm(self.sent)

    def shown(self, step: str) -> forms.Form:
        """Return the form of a step with what was typed, unchecked; or as it begins."""
        initial: dict[str, object] = {}
        if step not in SEEN or SEEN[step] in self.sent:
            initial = {name: self.sent[name] for name in CARRIED[step] if name in self.sent}
            if step == SELF:
                initial["confidential"] = "confidential" in self.sent
        if step == STORY:
            return StoryForm(initial=initial)
        if step == ABOUT:
            return AboutForm(initial=initial or self._guess(), choices=self.known.choices)
        return SelfForm(initial=initial)

    def _guess(self) -> dict[str, object]:
        first = next((row.value for row in self.suggestions[:1] if row.sure), UNKNOWN)
        category = suggesting.category(self.text, self.known.choices.categories)
        own = self.known.government.region_id
        return {
            "about": first,
            "category": category.slug if category else "",
            "kind": self.sent.get("kind", Kind.COMPLAINT.value),
            "region": own or "",
        }

    def hidden(self, step: str) -> list[tuple[str, str]]:
        """Return the answers of the other steps, to be carried along."""
        carried = [name for other in STEPS if other != step for name in CARRIED[other]]
        found = [(name, str(value)) for name in carried for value in self.sent.getlist(name)]
        own = {"uid": str(self.uid), "begun": self.begun, "step": step}
        own["linked"] = str(self.sent.get("linked", ""))  # stays on offer, whatever is chosen
        return [*found, *own.items()]

    @property
    def text(self) -> str:
        return str(self.sent.get("text", ""))

    @cached_property
    def suggestions(self) -> list[Suggestion]:
        """Return what the report may be about: what was chosen or linked first, then guesses."""
        found = suggesting.about(self.text, self.known.choices.agencies)
        found += self._learned({row.value.partition("/")[0] for row in found})
        chosen = self.sent.get("about", "")
        if chosen in ("", UNKNOWN, OTHER):
            chosen = self.sent.get("linked", "") or chosen
        if chosen in ("", UNKNOWN, OTHER) or chosen in (row.value for row in found):
            return sorted(found, key=lambda row: row.value != chosen)
        linked = suggestion_of(*reads.named(chosen))
        return [linked, *found] if linked else found

    def _learned(self, known: set[str]) -> list[Suggestion]:
        """Return where reports like this one went, when that is sure and not said yet."""
        agency = learned_agency(self.text)
        if agency is None or agency.slug in known:
            return []
        return [suggesting.of_agency(agency)]

    def about(self) -> tuple[Agency | None, Service | None]:
        """Return what the person confirmed, as rows."""
        chosen = self.sent.get("about", "")
        return reads.named(self.sent.get("agency", "") if chosen == OTHER else chosen)

    def category(self) -> Category | None:
        slug = self.sent.get("category", "")
        if not slug:
            return None
        return next((row for row in self.known.choices.categories if row.slug == slug), None)

    def report(self, checked: Mapping[str, forms.Form], device: Device | None) -> Report:
        """Make the report of the three checked forms, sent from this shared screen, if from one."""
        said = {name: row for form in checked.values() for name, row in form.cleaned_data.items()}
        return report(
            said,
            client_uid=self.uid,
            named=self.about(),
            device=device,
            choices=self.known.choices,
        )

    @property
    def is_supervised(self) -> bool:
        return is_for_inspectorate(self.category())


def suggestion_of(agency: Agency | None, service: Service | None) -> Suggestion | None:
    if agency is None:
        return None
    name = agency.short_name or agency.name
    if service is None:
        return Suggestion(agency.slug, name)
    return Suggestion(f"{agency.slug}/{service.slug}", name, service.name)


def report(  # the answers of three forms, each already checked
    said: Mapping[str, object],
    *,
    client_uid: UUID,
    named: tuple[Agency | None, Service | None],
    choices: Choices,
    channel: str = "web",
    device: Device | None = None,
) -> Report:
    """Make the report of checked answers; of an anonymous one everything about the person is left out."""
    anonymous = said["identity"] == ANONYMOUS
    code = said["region"]
    region = next((row for row in choices.regions if row.pk == code), None) if code else None
    category = said["category"]
    return Report(
        text=_plain(said["text"]),
        client_uid=client_uid,
        kind=Kind(str(said["kind"])),
        wish=_plain(said["wish"]),
        category=category if isinstance(category, Category) else None,
        agency=named[0],
        service=named[1],
        region=region,
        place=str(said["place"]).strip(),
        latitude=_degrees(said["latitude"]),
        longitude=_degrees(said["longitude"]),
        happened_on=said["happened_on"] if isinstance(said["happened_on"], date) else None,
        anonymous=anonymous,
        confidential=bool(said["confidential"]),
        contact=Contact() if anonymous else _contact(said),
        channel="kiosk" if device else channel,
        sent_from=device.name if device else "",
        language=get_language() or "id",
    )


def _plain(text: object) -> str:
    """Browsers send two signs for the end of a line; one is kept."""
    return str(text).replace("\r\n", "\n").strip()


def _contact(said: Mapping[str, object]) -> Contact:
    return Contact(
        name=str(said["name"]).strip(),
        phone=str(said["phone"]),
        email=str(said["email"]),
        address=str(said["address"]).strip(),
        tell_by=str(said["tell_by"]),
    )


def _degrees(value: object) -> Decimal | None:
    """About a metre; more would pretend to know more than a phone does.

    >>> _degrees(-6.914744123)
    Decimal('-6.91474')
    """
    return round(Decimal(str(value)), 5) if isinstance(value, float) else None


def form_id(text: str) -> UUID:
    """Return the id that a form carried, or a new one."""
    try:
        return UUID(text)
    except ValueError:
        return uuid4()
