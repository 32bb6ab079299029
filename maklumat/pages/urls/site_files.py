"""/berkas-situs/: pictures and documents of microsites, the same in every language."""

from django.urls import path

from maklumat.pages.views import site_files

app_name = "site-files"
urlpatterns = [
    path("gambar/<int:pk>/<str:name>", site_files.picture, name="picture"),
    path("dokumen/<int:pk>/<str:name>", site_files.paper, name="paper"),
]
