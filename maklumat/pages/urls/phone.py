"""The portal as an app: pages that people read, /pasang/ and /layanan-saya/."""

from django.urls import path

from maklumat.pages.views import phone

app_name = "phone"
urlpatterns = [
    path("pasang/", phone.install, name="install"),
    path("layanan-saya/", phone.my_services, name="my-services"),
]
