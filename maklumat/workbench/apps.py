from django.apps import AppConfig


class WorkbenchConfig(AppConfig):
    name = "maklumat.workbench"

    def ready(self) -> None:
        from maklumat.workbench import receivers  # noqa: PLC0415  models are not loaded before this

        receivers.connect()
