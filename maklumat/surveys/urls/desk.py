"""Paper, import, points, codes, wordings, people served; under /petugas/survei/."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
