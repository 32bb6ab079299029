"""The set-up page of an empty installation."""

from django.urls import path

from maklumat.agencies.views import founding

urlpatterns = [path("", founding.set_up, name="set-up")]
