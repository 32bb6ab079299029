"""Staff pages about completeness, mounted at /petugas/kelengkapan/ by `wagtail_hooks.py`."""

from django.urls import path

from maklumat.catalogue.views import standing

app_name = "catalogue-standing"
urlpatterns = [
    path("", standing.completeness, name="completeness"),
    path("unduh.<slug:kind>", standing.completeness_file, name="file"),
    path("<int:pk>/", standing.agency_completeness, name="agency"),
]
