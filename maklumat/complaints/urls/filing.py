"""Filing a report, under /pengaduan/."""

from django.urls import path

from maklumat.complaints.views import filing, queued, sent

urlpatterns = [
    path("baru/", filing.new, name="new"),
    path("baru/luring/", queued.unsent, name="unsent"),
    path("baru/kirim/", queued.queued, name="queued"),
    path("baru/<str:token>/", sent.filed, name="filed"),
    path("baru/<str:token>/tanda-terima.pdf", sent.receipt, name="receipt"),
    path("ikut/<str:number>/", sent.joined, name="joined"),
    path("cara/", sent.how, name="how"),
]
