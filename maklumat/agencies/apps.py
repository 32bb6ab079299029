from django.apps import AppConfig


class AgenciesConfig(AppConfig):
    name = "maklumat.agencies"

    def ready(self) -> None:
        from maklumat.agencies import receivers  # noqa: PLC0415  models are not loaded before this

        receivers.connect()
