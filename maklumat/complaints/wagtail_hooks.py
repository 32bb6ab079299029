"""Puts the work on complaints into the staff frame."""

from django.urls import URLPattern, URLResolver, include, path
from wagtail import hooks

from maklumat.complaints.urls import staff


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern | URLResolver]:
    return [path("pengaduan/", include(staff))]
