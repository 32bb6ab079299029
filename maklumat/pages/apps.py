from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "maklumat.pages"

    def ready(self) -> None:
        from maklumat.pages import (  # noqa: PLC0415  no models yet
            checks,
            keys,
            previews,
            receivers,
            rights,
        )
        from maklumat.pages.demo import receivers as demo  # noqa: PLC0415  likewise

        rights.take_over()
        keys.hand_out()
        receivers.connect()
        previews.connect()
        checks.connect()
        demo.connect()
