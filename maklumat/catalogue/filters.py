"""What narrows the heat table."""

from django import forms
from django.utils.translation import gettext_lazy as _

from maklumat.agencies.labels import KINDS
from maklumat.catalogue.standing import Wanted


class StandingFilter(forms.Form):
    """Never refuses: what it does not understand narrows nothing."""

    q = forms.CharField(label=_("Agency"), required=False, max_length=100)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("all")), *KINDS])
    gaps = forms.BooleanField(label=_("only with gaps"), required=False)
    since = forms.ChoiceField(
        label=_("Who moved"),
        required=False,
        choices=[("week", _("since last week")), ("month", _("since last month"))],
    )

    def wanted(self) -> Wanted:
        self.is_valid()
        given = self.cleaned_data
        return Wanted(given.get("q", ""), given.get("kind", ""), bool(given.get("gaps")))

    def wanted_since(self) -> str:
        self.is_valid()
        return self.cleaned_data.get("since") or "week"
