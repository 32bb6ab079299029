"""Staff pages of printing, mounted at /petugas/ by `wagtail_hooks.py`."""

from django.urls import path

from maklumat.printing.views import staff

app_name = "printing-staff"
urlpatterns = [
    path("cetak/", staff.index, name="index"),
    path("cetak/paket/", staff.order, name="order"),
    path("cetak/paket/kemajuan/", staff.progress, name="progress"),
    path("cetak/paket/<int:pk>/", staff.fetch, name="fetch"),
    path("cetak/paket/<int:pk>/hapus/", staff.discard, name="discard"),
    path("cetak/opd/<int:pk>/keputusan.pdf", staff.agency_decree, name="agency-decree"),
    path("cetak/opd/<int:pk>/kode-qr.pdf", staff.counter_codes, name="codes"),
    path("cetak/layanan/<int:pk>/keputusan.pdf", staff.service_decree, name="service-decree"),
]
