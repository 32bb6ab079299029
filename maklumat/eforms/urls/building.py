"""Making forms and changing their drafts."""

from django.urls import URLPattern, path

from maklumat.eforms.views import (
    borrowing,
    building,
    building_parts,
    building_questions,
    building_versions,
    trying,
)

FORM = "susun/opd/<slug:agency>/<slug:form>/"
TRY = f"{FORM}coba/<int:number>/"
PART = f"{FORM}bagian/<slug:part>/"
urlpatterns: list[URLPattern] = [
    path("susun/", building.build, name="build"),
    path("susun/baru/", building.new, name="build-new"),
    path("susun/pinjam/", borrowing.borrow, name="build-borrow"),
    path("susun/pinjam/<int:use>/lepas/", borrowing.give_back, name="build-give-back"),
    path("susun/skema.json", building_versions.schema, name="build-schema"),
    path("susun/pustaka/<slug:code>/", building.ready, name="build-ready"),
    path(FORM, building.form, name="build-form"),
    path(f"{FORM}pengaturan/", building.settings, name="build-settings"),
    path(f"{FORM}periksa/", building.check, name="build-check"),
    path(f"{FORM}terbitkan/", building.publish, name="build-publish"),
    path(f"{FORM}bagian/", building_parts.add_part, name="build-add-part"),
    path(f"{FORM}atur/", building_parts.arrange, name="build-arrange"),
    path(PART, building_parts.part, name="build-part"),
    path(f"{PART}pertanyaan/", building_questions.add_question, name="build-add-question"),
    path(f"{PART}pertanyaan/<slug:question>/", building_questions.question, name="build-question"),
    path(f"{FORM}pratinjau/", building_versions.preview, name="build-preview"),
    path(f"{FORM}kosong.pdf", building_versions.paper, name="build-paper"),
    path(f"{FORM}versi/", building_versions.versions, name="build-versions"),
    path(f"{FORM}versi/<int:number>/pulihkan/", building_versions.restore, name="build-restore"),
    path(f"{FORM}buang/", building_versions.discard, name="build-discard"),
    path(f"{FORM}formulir.yaml", building_versions.download, name="build-yaml"),
    path(f"{FORM}muat/", building_versions.load, name="build-load"),
    path(TRY, trying.start, name="try-start"),
    path(f"{TRY}isi/", trying.begin, name="try-begin"),
    path(f"{TRY}isi/<slug:section>/", trying.section, name="try-section"),
    path(f"{TRY}isi/<slug:section>/<int:item>/", trying.item, name="try-item"),
    path(f"{TRY}isi/<slug:section>/<int:item>/hapus/", trying.remove, name="try-remove"),
    path(f"{TRY}periksa/", trying.check, name="try-check"),
    path(f"{TRY}isian.pdf", trying.paper, name="try-paper"),
    path(f"{TRY}kosong.pdf", trying.blank, name="try-blank"),
    path(f"{TRY}ulang/", trying.again, name="try-again"),
]
