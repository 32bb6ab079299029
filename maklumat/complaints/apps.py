from django.apps import AppConfig


class ComplaintsConfig(AppConfig):
    name = "maklumat.complaints"

    def ready(self) -> None:
        from maklumat.complaints import receivers  # noqa: PLC0415  models are not loaded before this
        from maklumat.complaints.demo import receivers as demo  # noqa: PLC0415  likewise

        receivers.connect()
        demo.connect()
