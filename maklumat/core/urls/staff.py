"""Staff pages of core, mounted at /petugas/ by `wagtail_hooks.py`."""

from django.urls import path

from maklumat.core.views import staff

app_name = "core-staff"
urlpatterns = [
    path("pesan/", staff.messages, name="messages"),
    path("pesan/<uuid:uid>/ulangi/", staff.retry, name="message-retry"),
    path("pesan/<uuid:uid>/hentikan/", staff.give_up, name="message-give-up"),
]
