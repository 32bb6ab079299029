"""Puts the surveys into the staff frame."""

from django.urls import URLPattern, URLResolver, include, path
from wagtail import hooks

from maklumat.surveys.urls import staff


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern | URLResolver]:
    return [path("survei/", include(staff))]
