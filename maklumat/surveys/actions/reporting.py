"""Write, publish and withdraw the report of a period; note where it was made public."""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from maklumat.accounts.models import User
from maklumat.agencies.models import Agency
from maklumat.core import audit, documents
from maklumat.core.errors import RuleBroken
from maklumat.core.pagecache import purge
from maklumat.surveys import report_figures, report_matrix, report_paper, report_words
from maklumat.surveys.index import FEWEST
from maklumat.surveys.models import InstrumentVersion, Report, ReportEdition, ReportPublication
from maklumat.surveys.periods import Period
from maklumat.surveys.queries import reports as queries
from maklumat.surveys.queries.instruments import settings_of
from maklumat.surveys.report_figures import Json

TAG = "survey-reports"  # pages that list what is published
SHORTEST_REASON = 15


@dataclass(frozen=True)
class Texts:
    """What a person wrote. A chapter left open is printed as the figures say it."""

    background: str
    method: str
    analysis: str
    conclusion: str
    number: str
    place: str


@dataclass(frozen=True)
class Publication:
    medium: str
    name: str
    day: date
    link: str = ""


def begin(
    *, agency: Agency, instrument: InstrumentVersion, period: Period, by: User, at: datetime
) -> Report:
    """Begin the report of an agency and a period, with chapters to write on.

    Raises RuleBroken for fewer than five answers, and for a period that has a report.
    """
    row = Report(
        agency=agency, instrument=instrument, first=period.first, last=period.last,
        made_at=at, made_by=by.get_full_name() or by.get_username(),
    )  # fmt: skip
    figures = report_figures.computed(row)
    check_enough(figures)
    for name, text in report_words.proposed(row, figures, _most(row)).items():
        setattr(row, name, text)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            _tell("report_begun", row, by, at)
    except IntegrityError as error:
        raise RuleBroken(_("This agency has a report of this period already. Open it.")) from error
    return row


@transaction.atomic
def write(*, report: Report, texts: Texts, by: User, at: datetime) -> None:
    """Keep what was written. Raises RuleBroken once the report is published."""
    row = _draft(report)
    for name, text in asdict(texts).items():
        setattr(row, name, text)
    row.save(update_fields=list(asdict(texts)))
    _tell("report_written", row, by, at)


@transaction.atomic
def renew(*, report: Report, by: User, at: datetime) -> None:
    """Write all chapters anew from the figures of today; what was written is lost."""
    row = _draft(report)
    figures = report_figures.computed(row)
    check_enough(figures)
    for name, text in report_words.proposed(row, figures, _most(row)).items():
        setattr(row, name, text)
    row.save(update_fields=list(report_words.CHAPTERS))
    _tell("report_renewed", row, by, at)


@transaction.atomic
def discard(*, report: Report, by: User, at: datetime) -> None:
    """Delete a draft that was never published. Raises RuleBroken."""
    row = _draft(report)
    if row.editions.exists():
        raise RuleBroken(_("This report was published once. It stays, with what was published."))
    _tell("report_discarded", row, by, at)
    row.delete()


@transaction.atomic
def publish(*, report: Report, by: User, at: datetime, why: str = "") -> ReportEdition:
    """Freeze the figures, set the paper, issue the document and make all of it public.

    `why` says why it is published while answers wait for a decision: both figures are printed.
    Raises RuleBroken: published already, the period has not ended, too few answers, no reason.
    """
    row = _draft(report)
    today = at.astimezone(row.agency.government.zone).date()
    figures = report_figures.computed(row)
    _check_publishable(row, figures, today, why)
    _note_own_site(row, by, today)
    shown = paper_content(row, figures, day=today, why=why.strip())
    document = documents.issue(
        kind="survey-report",
        title=report_paper.title_of(row),
        agency_name=row.agency.name,
        about=f"survey-report:{row.agency.slug}:{row.period.code}",
        data_digest=documents.data_digest(shown),
        url=report_paper.address_of(row),
        at=at,
    )
    checked = {**shown, "verification": documents.verification(document)}
    where = report_figures.where_of(row)
    edition = ReportEdition.objects.create(
        report=row,
        number=row.edition,
        content=shown,
        matrix=report_matrix.packed(row.instrument.rules, queries.counted(where)),
        paper=report_paper.sheet(row, checked, at).pdf(),
        code=document.code,
        why=why.strip(),
        published_at=at,
        published_by=by.get_full_name() or by.get_username(),
    )
    row.figures, row.published_at, row.published_by = figures, at, edition.published_by
    row.save(update_fields=["figures", "published_at", "published_by"])
    purge(TAG, f"agency:{row.agency.slug}")
    _tell(
        "report_published",
        row,
        by,
        at,
        edition=row.edition,
        code=document.code,
        held=figures["held"],
    )
    return edition


@transaction.atomic
def withdraw(*, report: Report, why: str, by: User, at: datetime) -> None:
    """Take a published report back. Its edition is kept and says so; the next one can be written.

    Raises RuleBroken without a reason, or when it is not published.
    """
    row = _locked(report)
    edition = queries.current_edition(row)
    if not row.is_published or edition is None:
        raise RuleBroken(_("This report is not published."))
    if len(why.strip()) < SHORTEST_REASON:
        raise RuleBroken(_("Write in a sentence why the report is withdrawn."))
    edition.withdrawn_at, edition.withdrawn_why = at, why.strip()
    edition.withdrawn_by = by.get_full_name() or by.get_username()
    edition.save(update_fields=["withdrawn_at", "withdrawn_why", "withdrawn_by"])
    row.figures, row.published_at, row.published_by = None, None, ""
    row.edition += 1
    row.save(update_fields=["figures", "published_at", "published_by", "edition"])
    purge(TAG, f"agency:{row.agency.slug}")
    document = documents.document_by_code(edition.code)
    documents.withdraw(document=document, reason=why.strip()[:300], actor=by.email, at=at)
    _tell("report_withdrawn", row, by, at, edition=edition.number, reason=why.strip())


@transaction.atomic
def note_publication(
    *, report: Report, publication: Publication, by: User, at: datetime
) -> ReportPublication:
    """Note where the result was made public. Raises RuleBroken for a day to come."""
    today = at.astimezone(report.agency.government.zone).date()
    if publication.day > today:
        raise RuleBroken(_("Note it when it has happened: this day has not come yet."))
    row = ReportPublication.objects.create(
        report=report, noted_by=by.get_full_name() or by.get_username(), **asdict(publication)
    )
    purge(TAG)
    _tell("publication_noted", report, by, at, medium=row.medium, day=row.day)
    return row


@transaction.atomic
def drop_publication(
    *, report: Report, publication: ReportPublication, by: User, at: datetime
) -> None:
    """Take back a note that was wrong; the audit log keeps what it said."""
    details = {"medium": publication.medium, "day": publication.day, "name": publication.name}
    publication.delete()
    purge(TAG)
    _tell("publication_dropped", report, by, at, **details)


def paper_content(report: Report, figures: Json, *, day: date | None, why: str = "") -> Json:
    """Return what the paper of a report says now; `day` of publishing, None for a draft."""
    before = queries.earlier_report(report)
    return report_paper.content(
        report,
        figures,
        most=_most(report),
        lines=queries.lines_of(report) if report.pk else [],
        earlier=(before, queries.lines_of(before)) if before else None,
        publications=queries.publications_of(report) if report.pk else [],
        words=queries.own_words(report),
        day=day,
        why=why,
    )


def _check_publishable(row: Report, figures: Json, today: date, why: str) -> None:
    if today <= row.period.end:
        raise RuleBroken(
            _("The period has not ended: answers may still come. Publish it afterwards.")
        )
    check_enough(figures)
    if figures["held"] and len(why.strip()) < SHORTEST_REASON:
        raise RuleBroken(
            _("Answers wait for a decision. Decide first, or write in a sentence why the report is "
              "published all the same: both figures are printed.")
        )  # fmt: skip


def check_enough(figures: Json) -> None:
    if figures["score"] is None:
        raise RuleBroken(
            _("A report needs at least %(fewest)d complete answers; there are %(count)d.")
            % {"fewest": FEWEST, "count": figures["n"]}
        )


def _note_own_site(row: Report, by: User, today: date) -> None:
    """The report stands on this site from now on: that is a publication too, and noted once."""
    link = report_paper.address_of(row)
    if not row.publications.filter(link=link).exists():
        ReportPublication.objects.create(
            report=row,
            medium="website",
            name=settings.SITE_URL.split("://", 1)[-1][:120],
            day=today,
            link=link,
            noted_by=by.get_full_name() or by.get_username(),
        )


def _most(report: Report) -> int:
    return settings_of(report.agency.government).follow_ups


def _draft(report: Report) -> Report:
    row = _locked(report)
    if row.is_published:
        raise RuleBroken(_("This report is published. Withdraw it first, then make a new edition."))
    return row


def _locked(report: Report) -> Report:
    rows = Report.objects.select_for_update(of=("self",))
    return rows.select_related("agency__government", "instrument").get(pk=report.pk)


def _tell(verb: str, row: Report, by: User, at: datetime, **details: object) -> None:
    audit.record(
        action=f"surveys.{verb}",
        actor=by.email,
        target=f"survey-report:{row.agency.slug}:{row.period.code}",
        at=at,
        details=details,
    )
