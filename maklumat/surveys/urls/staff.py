"""/petugas/survei/: reading, collecting, reporting and checking, inside the staff frame."""

from django.urls import URLPattern

from maklumat.surveys.urls import care, desk, reading, reports

app_name = "surveys-staff"
urlpatterns: list[URLPattern] = [
    *desk.urlpatterns,
    *reports.urlpatterns,
    *care.urlpatterns,
    *reading.urlpatterns,
]
