from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "maklumat.pages"

    def ready(self) -> None:
        from maklumat.pages import keys, receivers, rights  # noqa: PLC0415  models are not loaded before

        rights.take_over()
        keys.hand_out()
        receivers.connect()
