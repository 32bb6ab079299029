"""The colours of the government and of agencies, without a language in front: the same for all."""

from django.urls import path

from maklumat.pages.views import theme

urlpatterns = [
    path("tema.css", theme.colours, name="theme"),
    path("tema/<slug:accent>.css", theme.colours_of, name="theme-of"),
]
