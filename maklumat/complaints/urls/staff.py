"""/petugas/pengaduan/: the inbox and the work on a case, inside the staff frame."""

from django.urls import URLPattern

app_name = "complaints-staff"
urlpatterns: list[URLPattern] = []
