"""The report of a period, where it was published, and what is done about the lowest elements."""

from enum import StrEnum

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from maklumat.agencies.models import Agency
from maklumat.catalogue.models import Service
from maklumat.core.models import StoredFile
from maklumat.surveys import labels
from maklumat.surveys.models.instruments import InstrumentVersion
from maklumat.surveys.periods import Period


class Report(models.Model):
    """The survey report of an agency and a period; its figures are frozen when it is published."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="survey_reports")
    instrument = models.ForeignKey(InstrumentVersion, models.PROTECT, related_name="reports")
    first = models.DateField(_("from month"))
    last = models.DateField(_("to month"))
    background = models.TextField(_("background"), blank=True, max_length=4000)
    method = models.TextField(_("how it was surveyed"), blank=True, max_length=4000)
    analysis = models.TextField(_("analysis"), blank=True, max_length=4000)
    conclusion = models.TextField(_("conclusion and advice"), blank=True, max_length=4000)
    number = models.CharField(
        _("number of the report"), max_length=60, blank=True,
        help_text=_("As your register of letters numbers it. Leave it open when it gets none."),
    )  # fmt: skip
    place = models.CharField(_("signed in"), max_length=60, blank=True)
    edition = models.PositiveSmallIntegerField(default=1, editable=False)
    made_at = models.DateTimeField(_("begun on"))
    made_by = models.CharField(_("begun by"), max_length=150)
    figures = models.JSONField(null=True, editable=False)
    published_at = models.DateTimeField(_("published on"), null=True, editable=False)
    published_by = models.CharField(_("published by"), max_length=150, blank=True, editable=False)

    class Meta:
        verbose_name = _("survey report")
        verbose_name_plural = _("survey reports")
        ordering = ["-last", "-first", "agency__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "instrument", "first", "last"], name="one_report_a_period"
            ),
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="report_ends_later"),
        ]

    def __str__(self) -> str:
        return f"{self.agency} {self.first:%Y-%m}"

    @property
    def period(self) -> Period:
        return Period(self.first, self.last)

    @property
    def is_published(self) -> bool:
        return self.published_at is not None


class ReportEdition(models.Model):
    """What was published, byte for byte; a withdrawn edition is kept beside the one after it.

    `content` is what the paper says, `matrix` the marks of the questionnaires it counted
    (`report_matrix`), `paper` the file itself.
    """

    report = models.ForeignKey(Report, models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField(_("edition"))
    content = models.JSONField()
    matrix = models.BinaryField()
    paper = models.BinaryField()
    code = models.CharField(max_length=16)
    why = models.CharField(_("reason"), max_length=400, blank=True)
    published_at = models.DateTimeField(_("published on"))
    published_by = models.CharField(_("published by"), max_length=150)
    withdrawn_at = models.DateTimeField(_("withdrawn on"), null=True)
    withdrawn_by = models.CharField(_("withdrawn by"), max_length=150, blank=True)
    withdrawn_why = models.CharField(_("reason for withdrawing"), max_length=400, blank=True)

    class Meta:
        verbose_name = _("edition of a report")
        verbose_name_plural = _("editions of a report")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="one_report_an_edition")
        ]

    def __str__(self) -> str:
        return f"{self.report} ({self.number})"


class ReportPublication(models.Model):
    """Where a report was made public: PEKPPP counts media, electronic and not."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="publications")
    medium = models.CharField(_("medium"), max_length=10, choices=labels.MEDIA)
    name = models.CharField(_("where"), max_length=120)
    day = models.DateField(_("since"))
    link = models.URLField(_("link"), blank=True)
    noted_by = models.CharField(_("noted by"), max_length=150)

    class Meta:
        verbose_name = _("publication of a report")
        verbose_name_plural = _("publications of a report")
        ordering = ["day", "pk"]

    def __str__(self) -> str:
        return self.name


class FollowUpState(StrEnum):
    PLANNED = "planned"
    RUNNING = "running"
    DONE = "done"
    DROPPED = "dropped"


class FollowUp(models.Model):
    """One line of the follow-up plan (rencana tindak lanjut, RTL) of a report."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="follow_ups")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="follow_ups")
    service = models.ForeignKey(
        Service, models.PROTECT, null=True, blank=True, related_name="follow_ups"
    )
    element = models.SlugField(_("element"), max_length=30)
    action = models.CharField(_("what will be done"), max_length=400)
    person = models.CharField(_("who sees to it"), max_length=120)
    due = models.DateField(_("until"))
    state = models.CharField(
        _("status"), max_length=7, choices=labels.FOLLOW_UP_STATES,
        default=FollowUpState.PLANNED.value,
    )  # fmt: skip
    finished_on = models.DateField(_("finished on"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=400, blank=True)
    proof = models.ForeignKey(StoredFile, models.SET_NULL, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("follow-up")
        verbose_name_plural = _("follow-ups")
        ordering = ["due", "pk"]
        indexes = [
            models.Index(
                fields=["agency", "due"],
                condition=Q(state__in=["planned", "running"]),
                name="follow_up_open",
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=FollowUpState.DONE.value) | Q(finished_on__isnull=False),
                name="done_has_a_day",
            )
        ]

    def __str__(self) -> str:
        return self.action
