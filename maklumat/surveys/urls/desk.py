"""Paper, import, points, codes, wordings, people served; under /petugas/survei/."""

from django.urls import URLPattern, path

from maklumat.surveys.views import entry, imports, points, served, wordings

urlpatterns: list[URLPattern] = [
    path("isi/", entry.services, name="entry"),
    path("isi/<slug:agency>/<slug:service>/", entry.sheet, name="entry-sheet"),
    path("isi/<slug:agency>/<slug:service>/cetak/", entry.print_batch, name="entry-print"),
    path("isi/<slug:agency>/<slug:service>/lembar-<int:first>.pdf", entry.sheets, name="sheets"),
    path(
        "isi/<slug:agency>/<slug:service>/<int:pk>/batal/", entry.take_back, name="entry-take-back"
    ),
    path("impor/", imports.imports, name="imports"),
    path("impor/contoh.<str:ending>", imports.template, name="import-template"),
    path("impor/<uuid:uid>/", imports.one, name="import"),
    path("impor/<uuid:uid>/dilewati.csv", imports.left_out, name="import-left-out"),
    path("impor/<uuid:uid>/hapus/", imports.drop, name="import-drop"),
    path("titik/", points.points, name="points"),
    path("titik/<int:pk>/", points.point, name="point"),
    path("titik/<int:pk>/pakai/", points.switch, name="point-switch"),
    path("titik/<int:pk>/<str:size>.pdf", points.poster, name="point-poster"),
    path("dilayani/", served.served, name="served"),
    path("pertanyaan/", wordings.wordings, name="wordings"),
]
