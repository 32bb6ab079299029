"""The inbox and the page of a case. A case's number stands where a word could: these come last."""

from django.urls import URLPattern, path

from maklumat.complaints.views import casework, inbox

urlpatterns: list[URLPattern] = [
    path("", inbox.inbox, name="inbox"),
    path("bantuan/", inbox.manual, name="manual"),
    path("sekaligus/", inbox.bulk, name="bulk"),
    path("tampilan/", inbox.save, name="filter-save"),
    path("tampilan/<int:pk>/hapus/", inbox.forget, name="filter-delete"),
    path("<str:number>/", casework.case, name="case"),
    path("<str:number>/lembar-disposisi.pdf", casework.sheet, name="sheet"),
    path("<str:number>/langkah/<slug:move>/", casework.step, name="step"),
    path("<str:number>/terima/", casework.take_on, name="take-on"),
    path("<str:number>/bukan-kami/", casework.decline, name="decline"),
    path("<str:number>/catatan/", casework.note, name="note"),
    path("<str:number>/petugas/", casework.assign, name="assign"),
    path("<str:number>/jenis/", casework.classify, name="classify"),
    path("<str:number>/berkas/<uuid:uid>/", casework.attachment, name="attachment"),
]
