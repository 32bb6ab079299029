"""What the frame asks for touch: the measure of the screen, and reading aloud."""

from django.urls import URLPattern, path

from maklumat.kiosk.views import measuring, speech

urlpatterns: list[URLPattern] = [
    path("suara/", speech.speak, name="speak"),
    path("ukur/", measuring.screen, name="calibrate"),
]
