"""Making forms and changing their drafts."""

from django.urls import URLPattern, path

from maklumat.eforms.views import building, building_parts, building_versions

FORM = "susun/opd/<slug:agency>/<slug:form>/"
PART = f"{FORM}bagian/<slug:part>/"
urlpatterns: list[URLPattern] = [
    path("susun/", building.build, name="build"),
    path("susun/baru/", building.new, name="build-new"),
    path("susun/skema.json", building_versions.schema, name="build-schema"),
    path("susun/pustaka/<slug:code>/", building.ready, name="build-ready"),
    path(FORM, building.form, name="build-form"),
    path(f"{FORM}pengaturan/", building.settings, name="build-settings"),
    path(f"{FORM}periksa/", building.check, name="build-check"),
    path(f"{FORM}terbitkan/", building.publish, name="build-publish"),
    path(f"{FORM}bagian/", building_parts.add_part, name="build-add-part"),
    path(f"{FORM}atur/", building_parts.arrange, name="build-arrange"),
    path(PART, building_parts.part, name="build-part"),
    path(f"{PART}pertanyaan/", building_parts.add_question, name="build-add-question"),
    path(f"{PART}pertanyaan/<slug:question>/", building_parts.question, name="build-question"),
    path(f"{FORM}pratinjau/", building_versions.preview, name="build-preview"),
    path(f"{FORM}kosong.pdf", building_versions.paper, name="build-paper"),
    path(f"{FORM}versi/", building_versions.versions, name="build-versions"),
    path(f"{FORM}versi/<int:number>/pulihkan/", building_versions.restore, name="build-restore"),
    path(f"{FORM}buang/", building_versions.discard, name="build-discard"),
    path(f"{FORM}formulir.yaml", building_versions.download, name="build-yaml"),
    path(f"{FORM}muat/", building_versions.load, name="build-load"),
]
