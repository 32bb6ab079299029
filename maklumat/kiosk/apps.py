"""The app's name."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class KioskConfig(AppConfig):
    name = "maklumat.kiosk"
    label = "kiosk"
    verbose_name = _("Kiosks")

    def ready(self) -> None:
        from maklumat.kiosk import demo, receivers  # noqa: PLC0415  models are not loaded before this

        demo.connect()
        receivers.connect()
