"""What an agency tells of itself: the profile behind `/opd/<agency>/`."""

from typing import Any

from django.contrib.contenttypes.fields import GenericRelation
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    Orderable,
    PreviewableMixin,
    RevisionMixin,
    WorkflowMixin,
)

from maklumat.agencies import labels, previews
from maklumat.agencies import showcase as sc
from maklumat.agencies.models.organisation import Agency
from maklumat.core.filefields import StoredFileField
from maklumat.core.models import StoredFile


class Profile(
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    ClusterableModel,
):
    """The one profile of an agency. Its head approves; until then citizens see the version before.

    `published` is the profile as citizens see it, written in the moment of publishing.
    """

    agency = models.OneToOneField(
        Agency, models.CASCADE, related_name="profile", verbose_name=_("agency")
    )
    duties = models.TextField(
        _("duties and functions"),
        blank=True,
        max_length=4000,
        help_text=_("What the agency is there for, in words that a citizen understands."),
    )
    structure_text = models.TextField(
        _("structure in words"),
        blank=True,
        max_length=3000,
        help_text=_("One part of the organisation on each line. People who cannot see need it."),
    )
    structure_picture = StoredFileField(_("chart of the structure"))
    vision = models.TextField(_("vision"), blank=True, max_length=600)
    motto = models.CharField(
        _("motto of service"), blank=True, max_length=160, help_text=_("At most one line.")
    )
    complaint_decree = models.CharField(
        _("number of the decree on complaint handling"), blank=True, max_length=120
    )
    complaint_decree_date = models.DateField(_("date of the decree"), null=True, blank=True)
    complaint_officer = models.CharField(
        _("officer who handles complaints"),
        blank=True,
        max_length=160,
        help_text=_("Office, and name if the decree names a person."),
    )
    survey_score = models.DecimalField(
        _("last satisfaction index (IKM)"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(25), MaxValueValidator(100)],
        help_text=_("From 25 to 100. Only the result of a survey that really took place."),
    )
    survey_period = models.CharField(
        _("period of the survey"), blank=True, max_length=80, help_text=_("Such as Semester I 2026")
    )
    survey_on = models.DateField(_("result published on"), null=True, blank=True)
    survey_url = models.URLField(_("address of the survey report"), blank=True)
    uniform_text = models.TextField(
        _("uniform"),
        blank=True,
        max_length=600,
        help_text=_("What staff wear on which day, so that citizens recognise them."),
    )
    uniform_picture = StoredFileField(_("picture of the uniform"))
    badge_text = models.TextField(
        _("ID badge"),
        blank=True,
        max_length=600,
        help_text=_("What stands on the badge and how it is worn."),
    )
    badge_picture = StoredFileField(_("picture of the ID badge"))
    published = models.JSONField(null=True, editable=False)

    _revisions = GenericRelation(
        "wagtailcore.Revision",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="profile",
        for_concrete_model=False,
    )
    workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="profile",
        for_concrete_model=False,
    )

    class Meta:
        verbose_name = _("agency profile")
        verbose_name_plural = _("agency profiles")
        ordering = ["agency__name"]
        permissions = [("publish_profile", "Can publish profile")]

    def __str__(self) -> str:
        return str(self.agency) if self.agency_id else ""

    @property
    def revisions(self) -> Any:  # Any: Wagtail types this as a bare manager
        return self._revisions

    def get_absolute_url(self) -> str:
        return self.agency.get_absolute_url()

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Show the page of the agency with this version in it."""
        return previews.agency_page(request, self.agency, showcase=self.showcase())

    def showcase(self) -> sc.Showcase:
        """Return the profile as it stands in this object, saved or not."""
        return sc.Showcase(
            duties=self.duties,
            structure=self.structure_text,
            structure_picture=_picture(self.structure_picture),
            officials=tuple(
                sc.Person(row.name, row.office, row.since, _picture(row.photo))
                for row in self.officials.all()
            ),
            vision=self.vision,
            missions=tuple(row.text for row in self.missions.all()),
            motto=self.motto,
            decree=self.complaint_decree,
            decree_date=self.complaint_decree_date,
            officer=self.complaint_officer,
            ways=tuple(sc.Way(row.kind, row.value, row.tested_on) for row in self.ways.all()),
            survey_score="" if self.survey_score is None else f"{self.survey_score:.2f}",
            survey_period=self.survey_period,
            survey_on=self.survey_on,
            survey_url=self.survey_url,
            awards=tuple(
                sc.Award(row.name, row.giver, row.given_on, _picture(row.picture))
                for row in self.awards.all()
            ),
            media=tuple(
                sc.Medium(row.kind, row.name, row.address, row.checked_on)
                for row in self.media.all()
            ),
            facilities=tuple(
                sc.Facility(row.name, row.count, row.for_vulnerable)
                for row in self.facilities.all()
            ),
            specials=tuple(sc.Special(row.name, row.note) for row in self.specials.all()),
            uniform=self.uniform_text,
            uniform_picture=_picture(self.uniform_picture),
            badge=self.badge_text,
            badge_picture=_picture(self.badge_picture),
        )

    def published_showcase(self) -> sc.Showcase:
        """Return the profile as citizens see it; empty if it is not published."""
        return sc.from_json((self.live and self.published) or {})

    def save(self, *args: Any, **kwargs: Any) -> None:  # Any: Django's own signature
        """Keep the published copy in step with what is saved whole."""
        if kwargs.get("update_fields") is None and self.live:
            self.published = sc.to_json(self.showcase())
        super().save(*args, **kwargs)

    def serializable_data(self) -> dict[str, Any]:  # Any: JSON has no narrower type
        """Leave out of revisions what is derived."""
        data: dict[str, Any] = super().serializable_data()  # Any: as above
        data.pop("published", None)
        return data

    def with_content_json(self, content: dict[str, Any]) -> "Profile":  # Any: as above
        found: Profile = super().with_content_json(content)
        found.published = self.published
        return found


def _picture(stored: StoredFile | None) -> sc.Picture | None:
    if stored is None:
        return None
    return sc.Picture(str(stored.uid), stored.width or 0, stored.height or 0)


class Mission(Orderable):
    profile = ParentalKey(Profile, related_name="missions", on_delete=models.CASCADE)
    text = models.CharField(_("mission"), max_length=400)

    class Meta(Orderable.Meta):
        verbose_name = _("mission")
        verbose_name_plural = _("missions")


class Official(Orderable):
    """Somebody who leads a part of the agency."""

    profile = ParentalKey(Profile, related_name="officials", on_delete=models.CASCADE)
    name = models.CharField(_("name"), max_length=120)
    office = models.CharField(_("office"), max_length=120)
    since = models.DateField(_("in office since"), null=True, blank=True)
    photo = StoredFileField(_("photo"))

    class Meta(Orderable.Meta):
        verbose_name = _("official")
        verbose_name_plural = _("officials")


class ComplaintWay(Orderable):
    """A way to complain to the agency."""

    profile = ParentalKey(Profile, related_name="ways", on_delete=models.CASCADE)
    kind = models.CharField(_("way"), max_length=10, choices=labels.COMPLAINT_WAYS)
    value = models.CharField(_("number, address or place"), max_length=200)
    tested_on = models.DateField(
        _("last tried"),
        null=True,
        blank=True,
        help_text=_("The day on which somebody called or wrote and got an answer."),
    )

    class Meta(Orderable.Meta):
        verbose_name = _("way to complain")
        verbose_name_plural = _("ways to complain")


class Award(Orderable):
    """An award or another recognition by somebody outside."""

    profile = ParentalKey(Profile, related_name="awards", on_delete=models.CASCADE)
    name = models.CharField(_("award"), max_length=200)
    giver = models.CharField(_("given by"), max_length=160)
    given_on = models.DateField(_("given on"), null=True, blank=True)
    picture = StoredFileField(_("picture"))

    class Meta(Orderable.Meta):
        verbose_name = _("award")
        verbose_name_plural = _("awards")


class Medium(Orderable):
    """A part of the information system: where people read of the services."""

    profile = ParentalKey(Profile, related_name="media", on_delete=models.CASCADE)
    kind = models.CharField(_("kind"), max_length=10, choices=labels.MEDIA)
    name = models.CharField(_("name"), max_length=120)
    address = models.CharField(
        _("address or place"),
        max_length=250,
        blank=True,
        help_text=_("Such as https://… or “waiting room, ground floor”."),
    )
    checked_on = models.DateField(_("last checked"), null=True, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("medium")
        verbose_name_plural = _("media")


class AgencyFacility(Orderable):
    profile = ParentalKey(Profile, related_name="facilities", on_delete=models.CASCADE)
    name = models.CharField(_("facility"), max_length=160)
    count = models.PositiveSmallIntegerField(_("how many"), null=True, blank=True)
    for_vulnerable = models.BooleanField(
        _("for vulnerable users"),
        default=False,
        help_text=_(
            "People with disabilities, the elderly, pregnant women, parents with children."
        ),
    )

    class Meta(Orderable.Meta):
        verbose_name = _("facility")
        verbose_name_plural = _("facilities")


class SpecialService(Orderable):
    """What is done for users who need more than others."""

    profile = ParentalKey(Profile, related_name="specials", on_delete=models.CASCADE)
    name = models.CharField(_("special service"), max_length=160)
    note = models.CharField(_("for whom and how"), max_length=300, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("special service")
        verbose_name_plural = _("special services")
