"""/opd/: the agencies. Their pages stand above the catalogue because they show its services."""

from django.urls import path

from maklumat.pages.views import agencies

app_name = "agencies"
urlpatterns = [
    path("", agencies.agencies, name="list"),
    path("<slug:agency>/", agencies.agency, name="detail"),
    path("<slug:agency>/maklumat.pdf", agencies.pledge, name="pledge"),
    path("<slug:agency>/berkas/<uuid:uid>/", agencies.file, name="file"),
]
