"""Wagtail's tree of pages and its multiple upload, replaced by screens of ours at the same addresses.

Its editor leads here from its breadcrumb and after each deed.
"""

from django.urls import path
from wagtail.admin.auth import require_admin_access

from maklumat.pages.views import site_staff

urlpatterns = [
    path("petugas/pages/", require_admin_access(site_staff.explore_root)),
    path("petugas/pages/<int:pk>/", require_admin_access(site_staff.explore)),
    path("petugas/images/multiple/add/", require_admin_access(site_staff.add_picture)),
    path("petugas/documents/multiple/add/", require_admin_access(site_staff.add_paper)),
]
