"""The government that runs this installation, its region and its days off."""

from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
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
