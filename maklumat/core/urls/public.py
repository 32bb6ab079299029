"""/healthz and /readyz: outside the languages, for machines."""

from django.urls import path

from maklumat.core.views import public

urlpatterns = [
    path("healthz", public.healthz, name="healthz"),
    path("readyz", public.readyz, name="readyz"),
]
