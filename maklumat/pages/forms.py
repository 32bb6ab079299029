"""What staff type about a site itself."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from maklumat.pages.hosts import is_host_name, is_ours


class HostForm(forms.Form):
    """The host name of a site; empty takes it away."""

    name = forms.CharField(
        label=_("Host name"),
        required=False,
        max_length=253,
        help_text=_("Only the name, such as dukcapil.nusacontoh.go.id. Leave it empty for none."),
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false"}),
    )

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"].strip().lower().rstrip(".")
        name = name.removeprefix("https://").removeprefix("http://").split("/")[0]
        if name and not is_host_name(name):
            raise ValidationError(_("Write only the host name, such as dukcapil.nusacontoh.go.id."))
        if name and is_ours(name):
            raise ValidationError(_("This is the portal's own name. Choose another one."))
        return name
