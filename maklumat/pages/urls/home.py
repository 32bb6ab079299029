"""/: the home page."""

from django.urls import path

from maklumat.pages.views import public

app_name = "pages"
urlpatterns = [path("", public.home, name="home")]
