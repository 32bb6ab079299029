from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "maklumat.accounts"

    def ready(self) -> None:
        from maklumat.accounts import receivers  # noqa: PLC0415  models are not loaded before this

        receivers.connect()
