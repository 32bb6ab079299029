"""/petugas/kiosk/: the kiosks of one's agencies, inside the staff frame."""

from django.urls import URLPattern, path

from maklumat.kiosk.views import keeping, staff

app_name = "kiosk-staff"
urlpatterns: list[URLPattern] = [
    path("", staff.devices, name="list"),
    path("daftar.csv", staff.devices_file, name="file"),
    path("baru/", keeping.add, name="add"),
    path("<uuid:uid>/", staff.device, name="device"),
    path("<uuid:uid>/pemakaian.csv", staff.usage_file, name="usage-file"),
    path("<uuid:uid>/ubah/", keeping.edit, name="edit"),
    path("<uuid:uid>/pasang/", keeping.enrol, name="enrol"),
    path("<uuid:uid>/ukur/", keeping.let_measure, name="let-measure"),
    path("<uuid:uid>/tarik/", keeping.revoke, name="revoke"),
    path("<uuid:uid>/hapus/", keeping.drop, name="delete"),
]
