from django.apps import AppConfig


class EformsConfig(AppConfig):
    name = "maklumat.eforms"

    def ready(self) -> None:
        from maklumat.eforms import entrances, receivers, standing  # noqa: PLC0415  models are loaded by now
        from maklumat.eforms.demo import receivers as demo  # noqa: PLC0415  likewise

        demo.connect()
        entrances.connect()
        receivers.connect()
        standing.connect()
