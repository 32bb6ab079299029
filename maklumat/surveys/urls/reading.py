"""Dashboards, free texts, one-tap ratings; under /petugas/survei/."""

from django.urls import URLPattern, path

from maklumat.surveys.views import planning, ratings, reading, rows, texts

urlpatterns: list[URLPattern] = [
    path("", reading.overview, name="overview"),
    path("tabel.<str:ending>", reading.overview_file, name="overview-file"),
    path("saran/", texts.texts, name="texts"),
    path("sentuh/", ratings.ratings, name="ratings"),
    path("sentuh.csv", ratings.ratings_file, name="ratings-file"),
    path("kuesioner/", rows.rows, name="rows"),
    path("kuesioner.csv", rows.rows_file, name="rows-file"),
    path("rencana/", planning.plan, name="plan"),
    path("opd/<slug:agency>/", reading.agency, name="agency"),
    path("opd/<slug:agency>/tabel.<str:ending>", reading.agency_file, name="agency-file"),
    path("opd/<slug:agency>/<slug:service>/", reading.service, name="service"),
    path(
        "opd/<slug:agency>/<slug:service>/tabel.<str:ending>",
        reading.service_file,
        name="service-file",
    ),
]
