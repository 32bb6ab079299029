from django.apps import AppConfig


class ComplaintsConfig(AppConfig):
    name = "maklumat.complaints"

    def ready(self) -> None:
        from maklumat.complaints import receivers  # noqa: PLC0415  models are not loaded before this

        receivers.connect()
