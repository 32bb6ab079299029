"""What an officer types into the editor of a service."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from maklumat.agencies.forms import OwnAgencyForm
from maklumat.agencies.queries import agencies_to_change, agency_alone, colleagues_in
from maklumat.catalogue import completeness, pledges, queries
from maklumat.catalogue.models.pledge import SIGNED
from maklumat.catalogue.sentences import verdict_sentences

PUBLISHING = ("action-publish", "action-submit")


class ServiceForm(WagtailAdminModelForm):
    """Offers only the officer's own agencies and colleagues; says what is missing to publish."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # Any: Django's own signature
        super().__init__(*args, **kwargs)
        agencies = agencies_to_change(self.for_user)
        if "agency" in self.fields:
            self.fields["agency"].queryset = agencies
            self._fix_agency(agencies)
        if "owner" in self.fields:
            self.fields["owner"].queryset = colleagues_in(agencies)

    def _fix_agency(self, agencies: Any) -> None:  # Any: a queryset, sliced to look for one row
        """A service does not change hands in a draft: a reorganisation moves it, with a record."""
        field = self.fields["agency"]
        if self.instance.pk:
            field.disabled = True
            field.queryset = agency_alone(self.instance.agency_id)
            return
        only = list(agencies[:2])
        if len(only) == 1:
            field.initial = only[0]

    def is_valid(self) -> bool:
        """Look at the whole, rows included, once each part is right."""
        if not super().is_valid():
            return False
        if not any(name in self.data for name in PUBLISHING):
            return True
        standard = self.save(commit=False).standard()
        gaps = completeness.gaps_before_publishing(standard)
        for verdict in gaps:
            for sentence in verdict_sentences(verdict):
                self.add_error(None, sentence)
        if gaps:
            self.add_error(
                None, _("Nothing is lost: save it as a draft, or fill these in and try again.")
            )
        return not gaps


class OfferingForm(WagtailAdminModelForm):
    """A unit keeps its own place of service; whoever answers for the service adds units."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # Any: Django's own signature
        super().__init__(*args, **kwargs)
        agencies = agencies_to_change(self.for_user)
        for name in ("service", "unit"):
            if name in self.fields and self.instance.pk:
                self.fields[name].disabled = True
        if "unit" in self.fields and not self.instance.pk:
            self.fields["unit"].queryset = agencies
        if "service" in self.fields and not self.instance.pk:
            self.fields["service"].queryset = queries.services_at(agencies)


class PledgeForm(OwnAgencyForm):
    """Begins with the model text; what was published stays as it was signed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # Any: Django's own signature
        super().__init__(*args, **kwargs)
        if not self.instance.pk:
            self._prefill()
        elif self.instance.was_published:
            for name in SIGNED:
                if name in self.fields:
                    self.fields[name].disabled = True

    def _prefill(self) -> None:
        only = self.fields["agency"].queryset.filter(pk=self.initial.get("agency")).first()
        self.initial["text"] = pledges.model_text(only.name if only else "")
        if only:
            self.initial |= {
                "signatory_office": only.head_title,
                "signatory_name": only.head_name,
                "signatory_nip": only.head_nip,
            }
