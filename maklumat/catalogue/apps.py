from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "maklumat.catalogue"

    def ready(self) -> None:
        from maklumat.catalogue import receivers  # noqa: PLC0415  models are not loaded before this

        receivers.connect()
