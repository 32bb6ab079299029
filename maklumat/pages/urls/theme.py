"""The government's colours, without a language in front: the same for all."""

from django.urls import path

from maklumat.pages.views import theme

urlpatterns = [path("tema.css", theme.colours, name="theme")]
