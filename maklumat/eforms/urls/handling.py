"""What was handed in: the inbox, a submission, figures."""

from django.urls import URLPattern, path

from maklumat.eforms.views import casework, figures, inbox

CASE = "masuk/<str:number>/"
urlpatterns: list[URLPattern] = [
    path("", inbox.inbox, name="inbox"),
    path("daftar.xlsx", inbox.export, name="export"),
    path("lama-layanan/", figures.figures, name="figures"),
    path(CASE, casework.case, name="case"),
    path(f"{CASE}langkah/<slug:move>/", casework.step, name="step"),
    path(f"{CASE}nomor/", casework.reveal, name="reveal"),
    path(f"{CASE}petugas/", casework.assign, name="assign"),
    path(f"{CASE}isian.pdf", casework.paper, name="handed-in"),
    path(f"{CASE}berkas/<uuid:uid>/", casework.file, name="file"),
]
