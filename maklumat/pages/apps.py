from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "maklumat.pages"

    def ready(self) -> None:
        from maklumat.pages import receivers, rights  # noqa: PLC0415  models are not loaded before

        rights.take_over()
        receivers.connect()
