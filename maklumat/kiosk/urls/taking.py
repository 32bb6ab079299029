"""Taking along: from the frame, and at /ambil/ on the phone that scanned the code."""

from django.urls import path

from maklumat.kiosk.views import taking

inside = [
    path("qr.svg", taking.code, name="qr"),
    path("ambil/", taking.take, name="take"),
]
urlpatterns = [path("<str:token>/", taking.fetch, name="taken")]
