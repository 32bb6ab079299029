"""/pengaduan/: figures and public cases, filing, following."""

from django.urls import URLPattern

app_name = "complaints"
urlpatterns: list[URLPattern] = []
