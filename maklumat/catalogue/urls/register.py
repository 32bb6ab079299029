"""Answers of the register of laws, mounted at /petugas/ by `wagtail_hooks.py`."""

from django.urls import path

from maklumat.catalogue.views import register

app_name = "catalogue-register"
urlpatterns = [path("peraturan.json", register.laws, name="laws")]
