from django.apps import AppConfig


class AgenciesConfig(AppConfig):
    name = "maklumat.agencies"
