"""Terms, and what joins cases with each other."""

from django.urls import path

from maklumat.complaints.views import relations, terms

urlpatterns = [
    path("batas-waktu/", terms.current, name="terms"),
    path("batas-waktu/baru/", terms.new, name="terms-new"),
    path("batas-waktu/<str:version>/", terms.version, name="terms-version"),
    path("<str:number>/gabung/", relations.merge, name="merge"),
    path("<str:number>/bagian/", relations.split, name="split"),
    path("<str:number>/terkait/", relations.relate, name="relate"),
    path("<str:number>/terkait/lepas/", relations.unrelate, name="unrelate"),
]
