from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "maklumat.exchange"
