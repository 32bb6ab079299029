"""Staff pages about checks, mounted at /petugas/pernyataan/ by `wagtail_hooks.py`."""

from django.urls import path

from maklumat.catalogue.views import reviews

app_name = "catalogue-reviews"
urlpatterns = [
    path("", reviews.statements, name="statements"),
    path("terlambat/", reviews.overdue, name="overdue"),
    path("terlambat.csv", reviews.overdue_csv, name="overdue_csv"),
    path("opd/<int:pk>/", reviews.agency_reviews, name="agency"),
    path("opd/<int:pk>/tanda-tangan/", reviews.sign, name="sign"),
    path("<int:pk>/", reviews.statement, name="statement"),
]
