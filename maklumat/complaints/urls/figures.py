"""/pengaduan/ itself, its files, and the public cases. A number stands where a word could: last."""

from django.urls import path

from maklumat.complaints.views import figures

urlpatterns = [
    path("", figures.figures, name="figures"),
    path("angka.csv", figures.figures_csv, name="figures-csv"),
    path("kasus/", figures.cases, name="cases"),
    path("kasus.csv", figures.cases_csv, name="cases-csv"),
    path("kasus.xml", figures.feed, name="feed"),
    path("data/", figures.dictionary, name="dictionary"),
    path("<str:number>/", figures.case, name="case"),
]
