"""/luring/: what a device keeps for the time without a network, and what waits there."""

from django.urls import path

from maklumat.pages.views import offline

app_name = "offline"
urlpatterns = [
    path("", offline.page, name="page"),
    path("isi.json", offline.contents, name="contents"),
]
