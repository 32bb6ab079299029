"""/pekerja.js: the service worker, without a language in front, so that it speaks for all pages."""

from django.urls import path

from maklumat.pages.views import offline

urlpatterns = [path("pekerja.js", offline.worker, name="portal-worker")]
