from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "maklumat.surveys"

    def ready(self) -> None:
        from maklumat.surveys import offers  # noqa: PLC0415  models are not loaded before this
        from maklumat.surveys.demo import receivers as demo  # noqa: PLC0415  likewise

        demo.connect()
        offers.connect()
