"""Dashboards, free texts, one-tap ratings; under /petugas/survei/."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
