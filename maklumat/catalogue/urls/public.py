"""/layanan/: the list, the service card, its poster and its QR code."""

from django.urls import path

from maklumat.catalogue.views import listing, public

app_name = "catalogue"
urlpatterns = [
    path("", listing.services, name="list"),
    path("saran/", listing.suggestions, name="suggestions"),
    path("<slug:agency>/<slug:service>/", public.service, name="service"),
    path("<slug:agency>/<slug:service>/standar.pdf", public.service_poster, name="poster"),
    path("<slug:agency>/<slug:service>/qr.svg", public.service_qr, name="qr"),
]
