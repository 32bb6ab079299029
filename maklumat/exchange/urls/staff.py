"""Staff pages of import and export, mounted at /petugas/ by `wagtail_hooks.py`."""

from django.urls import path

from maklumat.exchange.views import staff

app_name = "exchange"
urlpatterns = [
    path("impor-ekspor/", staff.index, name="index"),
    path("impor-ekspor/standar.xlsx", staff.workbook_file, name="workbook"),
    path("impor-ekspor/standar.csv", staff.csv_file, name="csv"),
    path("impor-ekspor/standar.yaml", staff.yaml_file, name="yaml"),
    path("impor-ekspor/katalog/", staff.copy, name="copy"),
    path("impor-ekspor/buku-kerja/", staff.upload, name="upload"),
    path("impor-ekspor/buku-kerja/<str:token>/", staff.preview, name="preview"),
    path(
        "impor-ekspor/yaml/<str:token>/",
        staff.preview,
        {"kind": ".yaml"},
        name="preview-yaml",
    ),
    path("impor-ekspor/word/", staff.upload_word, name="upload-word"),
    path("impor-ekspor/word/<int:pk>/<str:token>/", staff.preview_word, name="preview-word"),
]
