"""What a service asks and where it can be had, in the memory of each process.

Many answer the same few questions: nobody who sends answers waits for these to be read again. They
are renewed when a purge of "questionnaires", "services" or "agencies" says that something changed.
What is found here is shared by all requests: read it, never change it.
"""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime
from threading import Lock

from maklumat.agencies.directory import directory
from maklumat.agencies.models import Agency
from maklumat.agencies.queries import agency_of_former_slug
from maklumat.catalogue.models import Service
from maklumat.core.errors import NotFound
from maklumat.core.pagecache import stamp
from maklumat.surveys.models import InstrumentVersion, Point, Rating
from maklumat.surveys.queries.instruments import Question, asked, questions

KEPT = 300  # services a process remembers
TAGS = ("questionnaires", "services", "agencies")


@dataclass(frozen=True)
class Sheet:
    """One instrument as it is asked here; the first of a questionnaire is the SKM."""

    version: InstrumentVersion
    questions: tuple[Question, ...]

    @property
    def code(self) -> str:
        return self.version.code


@dataclass(frozen=True)
class Asked:
    """What a service asks. `units`: where somebody may have been served, at least one."""

    service: Service
    units: tuple[Agency, ...]
    sheets: tuple[Sheet, ...]


_known: OrderedDict[tuple[str, ...], Asked] = OrderedDict()
_renewing = Lock()


def asked_by(agency: str, service: str, at: datetime) -> Asked:
    """Return what a live service asks; no query unless something changed.

    An agency may be named as it was called before. Raises NotFound.
    """
    stamps = tuple(stamp(tag) for tag in TAGS)
    key = (*stamps, str(at.date()), agency, service)
    found = _known.get(key)
    if found is None:
        found = _read(agency, service, at)
        with _renewing:
            _known[key] = found
            while len(_known) > KEPT:
                _known.popitem(last=False)
    return found


def _read(agency: str, slug: str, at: datetime) -> Asked:
    agencies = directory(at.date())
    owner = agencies.by_slug.get(agency) or agency_of_former_slug(agency)
    if owner is None:
        raise NotFound(agency)
    rows = Service.objects.filter(live=True, agency_id=owner.pk, slug=slug)
    service = next(iter(rows.order_by()[:1]), None)
    if service is None:
        former = agency_of_former_slug(agency)
        if former is None or former.pk == owner.pk:
            raise NotFound(slug)
        return _read(former.slug, slug, at)
    service.agency = agencies.by_key.get(owner.pk, owner)
    offered = service.offerings.values_list("unit_id", flat=True)
    units = [agencies.by_key[key] for key in offered if key in agencies.by_key]
    return Asked(
        service,
        tuple(units) or (service.agency,),
        tuple(
            Sheet(version, tuple(questions(version, service)))
            for version in asked(service.agency.government)
        ),
    )


def point(code: str) -> Point | None:
    """Return a survey point by the code in its address, also one that is no longer in use."""
    return (
        Point.objects.select_related("agency", "unit", "service__agency").filter(code=code).first()
    )


def rating(uid: str) -> Rating | None:
    """Return a tap by what its browser called it."""
    return Rating.objects.filter(client_uid=uid).first()
