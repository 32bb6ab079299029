"""Allauth's forms in our words."""

from typing import Any

from allauth.account.forms import LoginForm


class SignInForm(LoginForm):
    """Address and password; the labels say what to write, the page links to a new password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # Any: allauth's own signature
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
