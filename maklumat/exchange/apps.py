from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "maklumat.exchange"

    def ready(self) -> None:
        from maklumat.exchange import copying  # noqa: PLC0415  models are not loaded before this
        from maklumat.printing.models import Content  # noqa: PLC0415  as above
        from maklumat.printing.sets import MAKERS  # noqa: PLC0415  as above

        MAKERS[Content.COPY] = copying.make
