"""/kiosk/: the frame, setting a device up, and what the frame asks of the server."""

from django.urls import path

from maklumat.kiosk.urls import own, taking, touch
from maklumat.kiosk.views import shell, worker

app_name = "kiosk"
urlpatterns = [
    path("", shell.start, name="start"),
    path("daftar/", shell.enrol, name="enrol"),
    path("selesai/", shell.leave, name="leave"),
    path("pekerja.js", worker.worker, name="worker"),
    *own.urlpatterns,
    *taking.inside,
    *touch.urlpatterns,
]
