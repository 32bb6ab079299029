"""Figures, register and publication, under /petugas/pengaduan/."""

from django.urls import URLPattern, path, re_path

from maklumat.complaints.views import published, reckoning

urlpatterns: list[URLPattern] = [
    path("angka/", reckoning.figures, name="figures"),
    path("angka/angka.csv", reckoning.figures_csv, name="figures-csv"),
    re_path(
        r"^angka/(?P<kind>(?:register|evaluasi)\.(?:pdf|xlsx))$", reckoning.paper, name="paper"
    ),
    path("<str:number>/publikasi/", published.publication, name="publication"),
]
