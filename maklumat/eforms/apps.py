from django.apps import AppConfig


class EformsConfig(AppConfig):
    name = "maklumat.eforms"
