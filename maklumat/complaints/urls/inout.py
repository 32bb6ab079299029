"""What comes in from elsewhere, what goes out, and what is removed; under /petugas/pengaduan/."""

from django.urls import path

from maklumat.complaints.views import importing, inout, removing, sending, webhooks

urlpatterns = [
    path("masuk-keluar/", inout.index, name="inout"),
    path("impor/", importing.imports, name="imports"),
    path("impor/<uuid:uid>/", importing.run, name="import"),
    path("impor/<uuid:uid>/hapus/", importing.drop, name="import-drop"),
    path("lapor/", sending.sendings, name="sendings"),
    path("lapor/<uuid:uid>.<slug:form>", sending.file, name="sending-file"),
    path("webhook/", webhooks.webhooks, name="webhooks"),
    path("webhook/<int:pk>/", webhooks.change, name="webhook"),
    path("webhook/<int:pk>/rahasia/", webhooks.renew, name="webhook-renew"),
    path("webhook/<int:pk>/uji/", webhooks.test, name="webhook-test"),
    path("webhook/<int:pk>/hapus/", webhooks.delete, name="webhook-delete"),
    path("webhook/ulang/<uuid:uid>/", webhooks.retry, name="webhook-retry"),
    path("hapus-data/", removing.removals, name="removals"),
]
