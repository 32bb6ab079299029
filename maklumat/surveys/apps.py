from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "maklumat.surveys"

    def ready(self) -> None:
        from maklumat.surveys import forgetting, offers, receivers  # noqa: PLC0415  models are not loaded before this
        from maklumat.surveys.demo import receivers as demo  # noqa: PLC0415  likewise

        demo.connect()
        forgetting.connect()
        offers.connect()
        receivers.connect()
