"""A case: what was reported, who reported it, every step of its life, its clocks and its files."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from maklumat.agencies.devices import NAME_LENGTH
from maklumat.agencies.models import Agency, Region
from maklumat.catalogue.models import Service
from maklumat.complaints import labels
from maklumat.complaints.clocks import ClockState, Unit
from maklumat.complaints.models.rules import Category, RoutingRule, RuleSet
from maklumat.complaints.workflow import ENDED, Kind, Status
from maklumat.core.models import StoredFile


class Complaint(models.Model):
    """A report of a citizen: a complaint, a request for information or an aspiration.

    `status`, `agency`, `due` and the dates are written by `actions/` only. `restricted` cases are
    for the Inspektorat alone. Who reported it is in `Reporter`, or nowhere.
    """

    number = models.CharField(_("number"), max_length=30, unique=True)
    client_uid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    code_hash = models.CharField(max_length=64, editable=False)
    rules = models.ForeignKey(RuleSet, models.PROTECT, verbose_name=_("rules"))
    kind = models.CharField(
        _("class"), max_length=12, choices=labels.KINDS, default=Kind.COMPLAINT.value
    )
    status = models.CharField(
        _("state"), max_length=12, choices=labels.STATUSES, default=Status.RECEIVED.value
    )
    status_since = models.DateTimeField(_("in this state since"))
    before_waiting = models.CharField(max_length=12, blank=True, editable=False)
    round = models.PositiveSmallIntegerField(_("round"), default=1)

    title = models.CharField(_("title"), max_length=150)
    text = models.TextField(_("what happened"), max_length=10000)
    wish = models.TextField(_("what the person wants"), max_length=2000, blank=True)
    loss = models.CharField(_("loss"), max_length=300, blank=True)
    category = models.ForeignKey(
        Category, models.PROTECT, null=True, blank=True, verbose_name=_("category")
    )
    agency = models.ForeignKey(
        Agency,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="complaints",
        verbose_name=_("handled by"),
    )
    # What the person named, before anybody decided; a renamed or merged agency stays readable.
    named_agency = models.ForeignKey(
        Agency,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("agency the person named"),
    )
    service = models.ForeignKey(
        Service,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="complaints",
        verbose_name=_("service"),
    )
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("region")
    )
    place = models.CharField(_("place"), max_length=200, blank=True)
    latitude = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)
    longitude = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)
    happened_on = models.DateField(_("when it happened"), null=True, blank=True)

    anonymous = models.BooleanField(_("anonymous"), default=False)
    confidential = models.BooleanField(_("confidential"), default=False)
    restricted = models.BooleanField(_("for the inspectorate only"), default=False)
    channel = models.CharField(_("channel"), max_length=10, choices=labels.CHANNELS, default="web")
    sent_from = models.CharField(
        _("sent from"), max_length=NAME_LENGTH, blank=True, default="", db_default=""
    )  # the name of the shared screen, as it was then
    language = models.CharField(max_length=5, default="id", editable=False)
    source = models.CharField(_("source system"), max_length=20, blank=True)
    external_id = models.CharField(_("number in the source system"), max_length=80, blank=True)

    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="assigned_complaints",
        verbose_name=_("assigned to"),
    )
    maladministration = models.CharField(
        _("kind of maladministration"),
        max_length=12,
        blank=True,
        choices=labels.MALADMINISTRATION,
    )
    rule = models.ForeignKey(
        RoutingRule,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="caught_cases",
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("part of case"),
    )
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="merged",
        verbose_name=_("joined with"),
    )
    related = models.ManyToManyField("self", blank=True, verbose_name=_("related cases"))

    received_at = models.DateTimeField(_("received"))
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    # The nearest end of a term that is the government's own duty; None while none runs.
    due = models.DateField(_("next term ends"), null=True, blank=True)
    due_clock = models.CharField(max_length=12, blank=True, choices=labels.CLOCKS)

    rating = models.PositiveSmallIntegerField(_("rating of the handling"), null=True, blank=True)
    rating_text = models.CharField(_("why"), max_length=1000, blank=True)
    rated_at = models.DateTimeField(null=True, blank=True)
    purged_at = models.DateTimeField(_("personal data removed"), null=True, blank=True)

    class Meta:
        verbose_name = pgettext_lazy("case", "complaint")
        verbose_name_plural = _("complaints")
        ordering = ["-received_at", "-pk"]
        indexes = [
            models.Index(fields=["agency", "status", "due"], name="complaints_inbox"),
            models.Index(fields=["status", "due"], name="complaints_due"),
            models.Index(fields=["received_at", "agency"], name="complaints_received"),
            models.Index(fields=["service", "received_at"], name="complaints_service"),
            models.Index(fields=["assignee", "status"], name="complaints_assignee"),
            # The inbox, page by page: what is open by its term, what has ended by its end.
            models.Index(
                fields=["due", "id"], condition=Q(ended_at=None), name="complaints_open_due"
            ),
            models.Index(
                fields=["agency", "due", "id"],
                condition=Q(ended_at=None),
                name="complaints_open_agency",
            ),
            models.Index(fields=["-ended_at", "-id"], name="complaints_ended"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "external_id"],
                condition=~Q(external_id=""),
                name="complaints_external_once",
            ),
            models.CheckConstraint(
                condition=Q(status__in=[status.value for status in Status]),
                name="complaints_status",
            ),
            models.CheckConstraint(
                condition=Q(rating=None) | Q(rating__range=(1, 4)), name="complaints_rating"
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("id")),
                name="complaints_merged_elsewhere",
            ),
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("id")), name="complaints_parent_elsewhere"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def way(self) -> str:
        """How it came in, with the name of the shared screen that it was sent from."""
        name = str(dict(labels.CHANNELS)[self.channel])
        return f"{name} ({self.sent_from})" if self.sent_from else name

    @property
    def state(self) -> Status:
        return Status(self.status)

    @property
    def is_open(self) -> bool:
        return self.state not in ENDED


class Reporter(models.Model):
    """Who reported: only what the person gave, deleted by the retention rule.

    An anonymous report has no such row, ever.
    """

    complaint = models.OneToOneField(
        Complaint, models.CASCADE, related_name="reporter", verbose_name=_("report")
    )
    name = models.CharField(_("name"), max_length=120, blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    address = models.CharField(_("address"), max_length=250, blank=True)
    # How they want to be told; "" is not at all: they look themselves.
    tell_by = models.CharField(
        _("tell by"), max_length=10, blank=True, choices=labels.MESSAGE_CHANNELS
    )

    class Meta:
        verbose_name = _("reporter")
        verbose_name_plural = _("reporters")

    def __str__(self) -> str:
        return self.name


class EventKind(models.TextChoices):
    """What a line of the timeline is; a step keeps the name of its move."""

    FILED = "filed", pgettext_lazy("event", "report received")
    MOVED = "moved", pgettext_lazy("event", "step")
    NOTE = "note", pgettext_lazy("event", "internal note")
    MESSAGE = "message", pgettext_lazy("event", "message of the complainant")
    ASSIGNED = "assigned", pgettext_lazy("event", "assigned")
    CLASSIFIED = "classified", pgettext_lazy("event", "class or category changed")
    ROUTED = "routed", pgettext_lazy("event", "routing rule")
    REMINDED = "reminded", pgettext_lazy("event", "reminder")
    RATED = "rated", pgettext_lazy("event", "rating of the handling")
    PUBLISHED = "published", pgettext_lazy("event", "publication")
    LINKED = "linked", pgettext_lazy("event", "linked with another case")


class Event(models.Model):
    """One line of a case's timeline. `open` ones are shown to the complainant."""

    complaint = models.ForeignKey(
        Complaint, models.CASCADE, related_name="events", verbose_name=_("case")
    )
    at = models.DateTimeField(_("time"))
    kind = models.CharField(_("kind"), max_length=12, choices=EventKind.choices)
    move = models.CharField(_("step"), max_length=12, blank=True, choices=labels.MOVES)
    party = models.CharField(_("by"), max_length=12, choices=labels.PARTIES)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    author_name = models.CharField(_("name"), max_length=150, blank=True)
    agency = models.ForeignKey(
        Agency,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("agency"),
    )
    open = models.BooleanField(_("seen by the complainant"), default=True)
    before = models.CharField(max_length=12, blank=True)
    after = models.CharField(max_length=12, blank=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    text = models.TextField(_("text"), max_length=10000, blank=True)
    details = models.JSONField(default=dict, blank=True)
    mentions = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="+")

    class Meta:
        verbose_name = pgettext_lazy("case", "event")
        verbose_name_plural = pgettext_lazy("case", "events")
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["complaint", "at"], name="complaints_timeline")]

    def __str__(self) -> str:
        return f"{self.kind} {self.move}"


class Attachment(models.Model):
    """A file of a case, at the event it came with. `open` ones the complainant may fetch."""

    complaint = models.ForeignKey(
        Complaint, models.CASCADE, related_name="attachments", verbose_name=_("case")
    )
    event = models.ForeignKey(
        Event,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="attachments",
        verbose_name=pgettext_lazy("case", "event"),
    )
    file = models.OneToOneField(
        StoredFile, models.PROTECT, related_name="+", verbose_name=_("file")
    )
    open = models.BooleanField(_("seen by the complainant"), default=True)

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.file)


class CaseClock(models.Model):
    """A clock of a case: a fact, written by `actions/ticking.py` alone."""

    complaint = models.ForeignKey(
        Complaint, models.CASCADE, related_name="clocks", verbose_name=_("case")
    )
    kind = models.CharField(_("clock"), max_length=12, choices=labels.CLOCKS)
    round = models.PositiveSmallIntegerField(_("round"), default=1)
    # Whose duty it is: the agency at the start; None is the coordinator or the complainant.
    agency = models.ForeignKey(
        Agency, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("agency")
    )
    days = models.PositiveSmallIntegerField(_("days"))
    unit = models.CharField(max_length=13, default=Unit.WORKING_DAYS.value)
    start = models.DateField(_("began"))
    state = models.CharField(
        _("state"), max_length=7, choices=labels.CLOCK_STATES, default=ClockState.RUNNING.value
    )
    held_since = models.DateField(null=True, blank=True)
    due = models.DateField(_("ends"), null=True, blank=True)  # None while it stands still
    ended = models.DateField(_("ended on"), null=True, blank=True)

    class Meta:
        verbose_name = _("clock")
        verbose_name_plural = _("clocks")
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["state", "due"], name="complaints_clock_due"),
            models.Index(fields=["kind", "ended", "agency"], name="complaints_clock_kept"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["complaint", "kind"],
                condition=Q(state__in=["running", "paused"]),
                name="complaints_one_clock_of_a_kind",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"


class ClockPause(models.Model):
    """Days on which a clock stood still, first and last included."""

    clock = models.ForeignKey(
        CaseClock, models.CASCADE, related_name="pauses", verbose_name=_("clock")
    )
    first = models.DateField(_("first day"))
    last = models.DateField(_("last day"))

    class Meta:
        verbose_name = _("pause")
        verbose_name_plural = _("pauses")
        ordering = ["first"]
        constraints = [
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="complaints_pause_span")
        ]

    def __str__(self) -> str:
        return f"{self.first} … {self.last}"


class Outcome(models.Model):
    """What an agency gives as the result, once a round; proof files hang on the same event."""

    complaint = models.ForeignKey(
        Complaint, models.CASCADE, related_name="outcomes", verbose_name=_("case")
    )
    event = models.OneToOneField(Event, models.CASCADE, related_name="outcome")
    round = models.PositiveSmallIntegerField(_("round"), default=1)
    text = models.TextField(_("result"), max_length=10000)
    justified = models.BooleanField(_("the report was justified"), null=True, blank=True)
    compensation = models.CharField(
        _("compensation"), max_length=8, choices=labels.COMPENSATION, default="none"
    )
    compensation_text = models.CharField(_("what is given"), max_length=300, blank=True)
    compensation_amount = models.DecimalField(
        _("amount in rupiah"), max_digits=14, decimal_places=0, null=True, blank=True
    )
    compensation_on = models.DateField(_("given on, or promised for"), null=True, blank=True)
    accepted = models.BooleanField(_("accepted by the complainant"), null=True, blank=True)

    class Meta:
        verbose_name = _("result")
        verbose_name_plural = _("results")
        ordering = ["round"]
        constraints = [
            models.UniqueConstraint(fields=["complaint", "round"], name="complaints_one_outcome")
        ]

    def __str__(self) -> str:
        return f"{self.complaint_id} {self.round}"
