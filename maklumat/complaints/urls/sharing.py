"""/bagikan/: where telephones send what another app shares; the manifest names it."""

from django.urls import path

from maklumat.complaints.views import sharing

urlpatterns = [path("bagikan/", sharing.share, name="complaints-share")]
