"""The government, its agencies as a tree through time, and who works where."""

import uuid
from datetime import datetime, time
from zoneinfo import ZoneInfo, available_timezones

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from maklumat.agencies import labels

HEX_COLOUR = RegexValidator(
    r"^#[0-9a-fA-F]{6}$", _("Write the colour as # and six digits, such as #0b5d57.")
)


def check_time_zone(name: str) -> None:
    """Refuse a name that the time zone database does not know."""
    if name not in available_timezones():
        raise ValidationError(
            _("Write a time zone such as Asia/Jakarta, Asia/Makassar or Asia/Jayapura.")
        )


def check_span(opens: time | None, closes: time | None) -> None:
    """Refuse hours that end before they begin."""
    if opens and closes and opens >= closes:
        raise ValidationError({"closes": _("The closing time must be after the opening time.")})


class Region(models.Model):
    """A province, regency or city in the Kemendagri code list."""

    code = models.CharField(_("code"), max_length=13, primary_key=True)
    level = models.CharField(_("level"), max_length=10)
    kind = models.CharField(_("kind"), max_length=20)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("part of"),
    )
    name = models.CharField(_("name"), max_length=100)
    full_name = models.CharField(_("full name"), max_length=120)
    autonomous = models.BooleanField(_("has its own government"), default=True)

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.full_name


class Government(ClusterableModel):
    """The regional government that runs this installation."""

    slug = models.SlugField(_("short address"), unique=True)
    name = models.CharField(_("name"), max_length=150)
    short_name = models.CharField(_("short name"), max_length=60)
    level = models.CharField(_("level"), max_length=10, choices=labels.LEVELS)
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, verbose_name=_("region code")
    )
    head_title = models.CharField(_("title of its head"), max_length=60)
    website = models.URLField(_("website"), blank=True)
    address = models.CharField(_("address"), max_length=250, blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    time_zone = models.CharField(
        _("time zone"), max_length=40, default="Asia/Jakarta", validators=[check_time_zone]
    )
    accent = models.CharField(
        _("accent colour"), max_length=7, default="#0b5d57", validators=[HEX_COLOUR]
    )
    six_day_week = models.BooleanField(_("works on Saturdays"), default=False)
    approval_steps = models.PositiveSmallIntegerField(
        _("approval"),
        default=2,
        choices=[
            (1, _("one step: the head of the agency")),
            (2, _("two steps: the head of the agency, then the organisation bureau")),
        ],
    )
    review_months = models.PositiveSmallIntegerField(
        _("months between reviews of a standard"), default=12
    )
    is_demo = models.BooleanField(_("fictional demo government"), default=False, editable=False)

    class Meta:
        verbose_name = _("government")
        verbose_name_plural = _("governments")

    def __str__(self) -> str:
        return self.name

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def working_weekdays(self) -> frozenset[int]:
        """Monday is 0."""
        return frozenset(range(6 if self.six_day_week else 5))


class HolidayOverride(models.Model):
    """A day on which this government departs from the national calendar."""

    government = ParentalKey(
        Government,
        on_delete=models.CASCADE,
        related_name="holiday_overrides",
        verbose_name=_("government"),
    )
    date = models.DateField(_("date"))
    kind = models.CharField(_("kind"), max_length=10, choices=labels.HOLIDAY_OVERRIDES)
    name = models.CharField(_("reason"), max_length=120)

    class Meta:
        verbose_name = _("change to the holiday calendar")
        verbose_name_plural = _("changes to the holiday calendar")
        ordering = ["date"]
        constraints = [
            models.UniqueConstraint(fields=["government", "date"], name="one_override_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.date}: {self.name}"


class Agency(ClusterableModel):
    """An organisation of the government, from the secretariat to a village office.

    `path` lists the keys of the ancestors and the row itself (`/3/17/`), so that "this agency and
    those below it" is one prefix. Only `actions.py` writes it.
    """

    government = models.ForeignKey(
        Government, models.PROTECT, related_name="agencies", verbose_name=_("government")
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("part of"),
    )
    path = models.CharField(max_length=250, db_index=True, editable=False, default="")
    slug = models.SlugField(_("short address"), max_length=60, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=labels.KINDS)
    name = models.CharField(_("name"), max_length=150)
    short_name = models.CharField(_("short name"), max_length=60)
    head_title = models.CharField(_("title of its head"), max_length=60, blank=True)
    head_name = models.CharField(_("name of its head"), max_length=120, blank=True)
    head_nip = models.CharField(_("employee number (NIP) of its head"), max_length=18, blank=True)
    about = models.TextField(_("duties in plain words"), blank=True, max_length=2000)
    address = models.CharField(_("address"), max_length=250, blank=True)
    latitude = models.DecimalField(
        _("latitude"), max_digits=9, decimal_places=6, null=True, blank=True
    )
    longitude = models.DecimalField(
        _("longitude"), max_digits=9, decimal_places=6, null=True, blank=True
    )
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    website = models.URLField(_("website"), blank=True)
    sippn_id = models.CharField(_("SIPPN id"), max_length=40, blank=True)
    desk_role = models.CharField(max_length=40, blank=True, editable=False)
    ombudsman_locus = models.BooleanField(
        _("of a kind that the Ombudsman usually assesses"), default=False
    )
    blud = models.BooleanField(_("keeps its own budget (BLUD)"), default=False)
    inpatient = models.BooleanField(_("takes inpatients"), default=False)
    emergency_24h = models.BooleanField(_("emergency care day and night"), default=False)
    valid_from = models.DateField(_("exists since"), null=True, blank=True)
    valid_to = models.DateField(_("existed until"), null=True, blank=True)
    position = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("agency")
        verbose_name_plural = _("agencies")
        ordering = ["position", "name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
                name="agency_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                name="agency_not_its_own_parent",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("agencies:detail", args=[self.slug])


class AgencyName(models.Model):
    """A name that an agency carried before."""

    agency = models.ForeignKey(
        Agency, models.CASCADE, related_name="former_names", verbose_name=_("agency")
    )
    name = models.CharField(_("name"), max_length=150)
    short_name = models.CharField(_("short name"), max_length=60)
    slug = models.SlugField(
        _("short address"), max_length=60, help_text=_("Old links still lead here.")
    )
    valid_to = models.DateField(_("until"))

    class Meta:
        verbose_name = _("former name")
        verbose_name_plural = _("former names")
        ordering = ["-valid_to"]

    def __str__(self) -> str:
        return self.name


class Succession(models.Model):
    """What became of an agency in a reorganisation."""

    predecessor = models.ForeignKey(
        Agency, models.CASCADE, related_name="successions", verbose_name=_("former agency")
    )
    successor = models.ForeignKey(
        Agency, models.CASCADE, related_name="origins", verbose_name=_("its successor")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=labels.SUCCESSIONS)
    date = models.DateField(_("date"))
    decree = models.CharField(_("legal basis"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("succession")
        verbose_name_plural = _("successions")
        ordering = ["date"]
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor"], name="one_succession_a_pair"
            ),
            models.CheckConstraint(
                condition=~Q(predecessor=F("successor")), name="succession_between_two_agencies"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor_id} → {self.successor_id}"


class WeeklyHours(models.Model):
    """Opening hours on one weekday; several rows a day are several spans."""

    weekday = models.PositiveSmallIntegerField(_("day"), choices=labels.WEEKDAYS)
    opens = models.TimeField(_("opens"))
    closes = models.TimeField(_("closes"))

    class Meta:
        abstract = True
        ordering = ["weekday", "opens"]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.opens:%H.%M}-{self.closes:%H.%M}"

    def clean(self) -> None:
        check_span(self.opens, self.closes)


class OpeningHours(WeeklyHours):
    """When an agency is open in an ordinary week."""

    agency = ParentalKey(
        Agency, on_delete=models.CASCADE, related_name="opening_hours", verbose_name=_("agency")
    )

    class Meta(WeeklyHours.Meta):
        verbose_name = _("opening hours")
        verbose_name_plural = _("opening hours")
        constraints = [
            models.CheckConstraint(
                condition=Q(closes__gt=F("opens")), name="agency_hours_close_later"
            )
        ]


class SpecialDay(models.Model):
    """A day on which an agency is closed, or open at other hours than usual."""

    agency = ParentalKey(
        Agency, on_delete=models.CASCADE, related_name="special_days", verbose_name=_("agency")
    )
    date = models.DateField(_("date"))
    opens = models.TimeField(_("opens"), null=True, blank=True)
    closes = models.TimeField(_("closes"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=120)

    class Meta:
        verbose_name = _("special day")
        verbose_name_plural = _("special days")
        ordering = ["date"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "date"], name="one_special_day_a_date"),
            models.CheckConstraint(
                condition=Q(opens__isnull=True, closes__isnull=True) | Q(closes__gt=F("opens")),
                name="special_day_closes_later",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.date}: {self.reason}"

    def clean(self) -> None:
        if bool(self.opens) != bool(self.closes):
            raise ValidationError(_("Write both times, or none of them if it is closed all day."))
        check_span(self.opens, self.closes)


class ContactPerson(models.Model):
    """The person whom the bureau, the Ombudsman or the desk calls (narahubung)."""

    agency = ParentalKey(
        Agency, on_delete=models.CASCADE, related_name="contact_persons", verbose_name=_("agency")
    )
    name = models.CharField(_("name"), max_length=120)
    position = models.CharField(_("position"), max_length=120, blank=True)
    subject = models.CharField(
        _("responsible for"),
        max_length=120,
        blank=True,
        help_text=_("For example: complaints, Ombudsman assessment."),
    )
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    is_public = models.BooleanField(_("shown to the public"), default=False)
    position_order = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("contact person")
        verbose_name_plural = _("contact persons")
        ordering = ["position_order", "name"]

    def __str__(self) -> str:
        return self.name


class StaffingNeed(models.Model):
    """Staff present against the workload analysis (ABK) for one position."""

    agency = ParentalKey(
        Agency, on_delete=models.CASCADE, related_name="staffing", verbose_name=_("agency")
    )
    position = models.CharField(_("position"), max_length=120)
    needed = models.PositiveSmallIntegerField(_("needed by the workload analysis (ABK)"))
    present = models.PositiveSmallIntegerField(_("present"))
    as_of = models.DateField(_("as of"))

    class Meta:
        verbose_name = _("staffing against workload analysis")
        verbose_name_plural = _("staffing against workload analysis")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "position", "as_of"], name="one_need_a_position"
            )
        ]

    def __str__(self) -> str:
        return f"{self.position}: {self.present}/{self.needed}"

    @property
    def gap(self) -> int:
        """How many people are missing; negative where there are more than needed."""
        return self.needed - self.present


class Membership(models.Model):
    """One role of one person, in an agency or (without one) in the whole government."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships", verbose_name=_("user")
    )
    government = models.ForeignKey(
        Government, models.CASCADE, related_name="memberships", verbose_name=_("government")
    )
    agency = models.ForeignKey(
        Agency,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="memberships",
        verbose_name=_("agency"),
        help_text=_("Leave empty for a role in the whole government."),
    )
    role = models.CharField(_("role"), max_length=12, choices=labels.ROLES)

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        constraints = [
            models.UniqueConstraint(fields=["user", "agency", "role"], name="one_role_an_agency"),
            models.UniqueConstraint(
                fields=["user", "role"],
                condition=Q(agency__isnull=True),
                name="one_role_in_the_government",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role} {self.agency_id or 'government'}"


class Invitation(models.Model):
    """A letter that lets one person make an account with one role. Works once, for seven days."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    round = models.PositiveSmallIntegerField(default=1, editable=False)  # a new letter ends the old
    government = models.ForeignKey(Government, models.CASCADE, related_name="invitations")
    agency = models.ForeignKey(
        Agency,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="invitations",
        verbose_name=_("agency"),
    )
    role = models.CharField(_("role"), max_length=12, choices=labels.ROLES)
    email = models.EmailField(_("e-mail address"))
    name = models.CharField(_("name"), max_length=150)
    invited_by = models.CharField(_("invited by"), max_length=255)
    sent_at = models.DateTimeField(_("sent"))
    expires_at = models.DateTimeField(_("works until"))
    accepted_at = models.DateTimeField(_("accepted"), null=True, editable=False)
    revoked_at = models.DateTimeField(_("withdrawn"), null=True, editable=False)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-sent_at"]

    def __str__(self) -> str:
        return f"{self.name} <{self.email}>"

    @property
    def is_open(self) -> bool:
        """Neither accepted nor withdrawn; it may still be too old."""
        return self.accepted_at is None and self.revoked_at is None

    def works(self, at: datetime) -> bool:
        return self.is_open and at < self.expires_at
