"""Wagtail's tree of pages and its multiple upload, replaced by screens of ours at the same addresses.

Its editor leads here from its breadcrumb and after each deed.
"""

from collections.abc import Callable
from functools import wraps

from django.http.response import HttpResponseBase
from django.urls import path
from wagtail.admin.auth import require_admin_access

from maklumat.pages.views import site_staff

View = Callable[..., HttpResponseBase]


def for_staff(view: View) -> View:
    """Ask for a sign-in first; the view stays known as ours."""
    return wraps(view)(require_admin_access(view))


urlpatterns = [
    path("petugas/pages/", for_staff(site_staff.explore_root)),
    path("petugas/pages/<int:pk>/", for_staff(site_staff.explore)),
    path("petugas/images/multiple/add/", for_staff(site_staff.add_picture)),
    path("petugas/documents/multiple/add/", for_staff(site_staff.add_paper)),
]
