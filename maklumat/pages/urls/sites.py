"""/situs/: the microsites of agencies that have no website of their own."""

from django.urls import path

from maklumat.pages.views import site

app_name = "sites"
urlpatterns = [
    path("<slug:agency>/", site.home, name="home"),
    path("<slug:agency>/cari/", site.search, name="search"),
    path("<slug:agency>/<path:inner>", site.page, name="page"),
]
