"""Reports of a period, their publication and follow-up; under /petugas/survei/."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
