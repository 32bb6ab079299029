"""Staff pages of microsites, mounted at /petugas/ by `wagtail_hooks.py`."""

from django.urls import path

from maklumat.pages.views import site_staff

app_name = "site-staff"
urlpatterns = [
    path("situs/", site_staff.index, name="index"),
    path("situs/buat/", site_staff.found_all, name="found-all"),
    path("situs/buat/<int:pk>/", site_staff.found, name="found"),
    path("situs/<int:pk>/", site_staff.site, name="site"),
    path("situs/<int:pk>/urutan/", site_staff.order, name="order"),
    path("situs/<int:pk>/alamat/", site_staff.host, name="host"),
    path("situs/<int:pk>/alamat/periksa/", site_staff.check, name="check"),
]
