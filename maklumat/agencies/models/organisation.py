"""The agencies of a government as a tree through time: names, hours, contacts, staff."""

from datetime import time

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from maklumat.agencies import labels
from maklumat.agencies.models.government import Government


def check_span(opens: time | None, closes: time | None) -> None:
    """Refuse hours that end before they begin."""
    if opens and closes and opens >= closes:
        raise ValidationError({"closes": _("The closing time must be after the opening time.")})


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
