"""Public results below /survei/."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
