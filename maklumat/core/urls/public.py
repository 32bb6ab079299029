"""/healthz, /readyz and /unggah/: outside the languages, for machines and scripts."""

from django.urls import path

from maklumat.core.views import parcels, public

urlpatterns = [
    path("healthz", public.healthz, name="healthz"),
    path("readyz", public.readyz, name="readyz"),
    path("unggah/", parcels.parcel, name="parcel"),
    path("unggah/potongan/", parcels.piece, name="parcel-piece"),
    path("unggah/hapus/", parcels.drop, name="parcel-drop"),
]
