"""How a citizen narrows the list of public cases."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from maklumat.complaints import labels
from maklumat.complaints.queries import publishing as queries
from maklumat.complaints.queries.publishing import WantedCases
from maklumat.complaints.workflow import Kind

_ALL = pgettext_lazy("filter", "all")


class CasesForm(forms.Form):
    """Filters of the public list; what is not understood is left out."""

    q = forms.CharField(label=_("Words"), max_length=80, required=False)
    opd = forms.ChoiceField(label=_("Agency"), required=False)
    jenis = forms.ChoiceField(label=_("Class"), required=False)
    tahun = forms.ChoiceField(label=_("Year"), required=False)

    def __init__(self, data: Any) -> None:  # Any: Django's own
        super().__init__(data, auto_id="filter_%s", label_suffix="")
        public = [pair for pair in labels.KINDS if pair[0] != Kind.SUPERVISION.value]
        offered: dict[str, list[tuple[str, Any]]] = {
            "opd": queries.agencies_with_public_cases(),
            "jenis": public,
            "tahun": [(str(year), str(year)) for year in queries.years_with_public_cases()],
        }
        for name, pairs in offered.items():
            field = cast(forms.ChoiceField, self.fields[name])  # declared above
            field.choices = [("", _ALL), *pairs]

    def wanted(self) -> WantedCases:
        self.is_valid()
        given = self.cleaned_data
        year = given.get("tahun")
        return WantedCases(
            words=given.get("q", ""),
            agency=given.get("opd", ""),
            kind=given.get("jenis", ""),
            year=int(year) if year else None,
        )

    @property
    def is_filtered(self) -> bool:
        return self.wanted() != WantedCases()
