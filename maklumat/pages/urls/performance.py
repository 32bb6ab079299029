"""/kinerja/: how the government is doing, in figures that anybody may take away."""

from django.urls import path

from maklumat.pages.views import performance

app_name = "performance"
urlpatterns = [
    path("", performance.performance, name="index"),
    path("kelengkapan.csv", performance.completeness_csv, name="completeness"),
    path("kepuasan.csv", performance.satisfaction_csv, name="satisfaction"),
]
