"""Which instrument is asked, in which words."""

from dataclasses import dataclass

from django.db.models import Q

from maklumat.agencies.models import Government
from maklumat.catalogue.models import Service
from maklumat.core.errors import NotFound
from maklumat.surveys.models import InstrumentVersion, SurveySettings, Wording

SKM = "skm"


def current(code: str = SKM) -> InstrumentVersion:
    """Return the version that is asked now. Raises NotFound before `surveys load`."""
    found = InstrumentVersion.objects.filter(code=code, is_current=True).first()
    if found is None:
        raise NotFound(code)
    return found


def asked(government: Government) -> list[InstrumentVersion]:
    """Return what is asked now: the SKM first, then what the government adds."""
    return asked_by(settings_of(government))


def asked_by(settings: SurveySettings) -> list[InstrumentVersion]:
    """Return the same where the settings are at hand. One question."""
    extra = settings.extra_instruments.through.objects.filter(surveysettings=settings)
    wanted = Q(code=SKM) | Q(pk__in=extra.values("instrumentversion"))
    found = InstrumentVersion.objects.filter(wanted, is_current=True).order_by("code")
    asked = sorted(found, key=lambda row: row.code != SKM)
    if not asked or asked[0].code != SKM:
        raise NotFound(SKM)
    return asked


def settings_of(government: Government) -> SurveySettings:
    """Return how this government surveys, made with defaults when nobody chose."""
    return SurveySettings.objects.get_or_create(government=government)[0]


@dataclass(frozen=True)
class Question:
    """One element as it is asked here."""

    key: str
    name: str
    text: str
    labels: tuple[str, str, str, str]
    number: int


def questions(version: InstrumentVersion, service: Service) -> list[Question]:
    """Return the questions for a service: in its own words, else its agency's, else the rule's."""
    words: dict[str, str] = {}
    rows = Wording.objects.filter(
        Q(service=service) | Q(service=None, agency=service.agency_id), instrument=version
    )
    for row in sorted(rows, key=lambda row: row.service_id is not None):
        words[row.element] = row.question
    return [
        Question(
            element.key, element.name, words.get(element.key, element.question),
            element.labels, number,
        )
        for number, element in enumerate(version.rules.elements, start=1)
    ]  # fmt: skip
