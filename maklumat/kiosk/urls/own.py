"""What a device asks about itself and tells of itself."""

from django.urls import URLPattern, path

from maklumat.kiosk.views import own

urlpatterns: list[URLPattern] = [
    path("perangkat.json", own.settings, name="settings"),
    path("tampilan.css", own.look, name="look"),
]
