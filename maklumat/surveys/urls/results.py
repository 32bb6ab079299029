"""Public results below /survei/."""

from django.urls import URLPattern, path

from maklumat.surveys.views import report_files, results

urlpatterns: list[URLPattern] = [
    path(
        "laporan/<slug:agency>/<str:period>.<slug:ending>", report_files.public, name="report-file"
    ),
    path("data/", results.dictionary, name="dictionary"),
    path("<slug:agency>/<slug:service>/hasil/", results.results, name="results"),
    path("<slug:agency>/<slug:service>/hasil.csv", results.results_csv, name="results-csv"),
]
