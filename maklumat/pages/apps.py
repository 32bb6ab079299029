from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "maklumat.pages"

    def ready(self) -> None:
        from maklumat.pages import keys, previews, receivers, rights  # noqa: PLC0415  no models yet
        from maklumat.pages.demo import receivers as demo  # noqa: PLC0415  likewise

        rights.take_over()
        keys.hand_out()
        receivers.connect()
        previews.connect()
        demo.connect()
