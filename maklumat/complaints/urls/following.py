"""/pengaduan/lacak/: following one's own report. Included before the address of a public case."""

from django.urls import path, re_path

from maklumat.complaints.views import follow, track

urlpatterns = [
    path("lacak/", track.track, name="track"),
    path("lacak/kabar.js", track.worker, name="push-worker"),
    path("lacak/tutup/", track.close, name="close"),
    path("lacak/ditutup/", track.closed, name="closed"),
    path("lacak/henti/<str:token>/", track.stop, name="stop"),
    path("lacak/<str:token>/", follow.follow, name="follow"),
    path("lacak/<str:token>/jawab/", follow.answer, name="answer"),
    path("lacak/<str:token>/selesai/", follow.accept, name="accept"),
    path("lacak/<str:token>/belum/", follow.reopen, name="reopen"),
    path("lacak/<str:token>/tambah/", follow.write, name="write"),
    path("lacak/<str:token>/nilai/", follow.rate, name="rate"),
    path("lacak/<str:token>/cabut/", follow.withdraw, name="withdraw"),
    path("lacak/<str:token>/ombudsman/", follow.ombudsman, name="ombudsman"),
    path("lacak/<str:token>/kabar/", follow.tell, name="tell"),
    path("lacak/<str:token>/peramban/", follow.browser, name="browser"),
    path("lacak/<str:token>/berkas/<uuid:uid>/", follow.file, name="file"),
    re_path(
        r"^lacak/(?P<token>[^/]+)/(?P<kind>hasil|rekomendasi|berkas-laporan)\.pdf$",
        follow.paper,
        name="paper",
    ),
]
