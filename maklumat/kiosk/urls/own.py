"""What a device asks about itself and tells of itself."""

from django.urls import URLPattern, path

from maklumat.kiosk.views import heartbeat, own

urlpatterns: list[URLPattern] = [
    path("perangkat.json", own.settings, name="settings"),
    path("tampilan.css", own.look, name="look"),
    path("denyut/", heartbeat.beat, name="beat"),
    path("ukuran/", heartbeat.measure, name="measure"),
]
