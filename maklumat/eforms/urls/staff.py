"""/petugas/formulir/: what was handed in, and building forms, inside the staff frame."""

from django.urls import URLPattern

from maklumat.eforms.urls import building, handling

app_name = "eforms-staff"
urlpatterns: list[URLPattern] = [*handling.urlpatterns, *building.urlpatterns]
