"""Staff pages of the template library, mounted at /petugas/pustaka/ by `wagtail_hooks.py`."""

from django.urls import path

from maklumat.catalogue.views import library

app_name = "catalogue-library"
urlpatterns = [
    path("", library.templates, name="list"),
    path("<int:pk>/", library.template, name="template"),
    path("<int:pk>/kartu/", library.card, name="card"),
    path("<int:pk>/pakai/", library.take, name="take"),
    path("perubahan/<int:pk>/", library.changes, name="changes"),
    path("tawarkan/<int:pk>/", library.offer, name="offer"),
    path("tawaran/", library.offers, name="offers"),
    path("tawaran/<int:pk>/", library.decide, name="decide"),
]
