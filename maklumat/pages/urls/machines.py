"""/sitemap.xml and /robots.txt: outside the languages, for search engines."""

from django.urls import path

from maklumat.pages.views import machines

app_name = "machines"
urlpatterns = [
    path("sitemap.xml", machines.sitemap, name="sitemap"),
    path("robots.txt", machines.robots, name="robots"),
]
