"""The smallest valid rows of this app."""

from maklumat.accounts.models import User

PASSWORD = "rahasia-untuk-uji"  # noqa: S105  only for tests


def user(name: str = "Petugas", **fields: object) -> User:
    """Make a user `petugas@contoh.example` who signs in with PASSWORD."""
    email = str(fields.pop("email", f"{name.lower().replace(' ', '.')}@contoh.example"))
    return User.objects.create_user(email, PASSWORD, first_name=name, **fields)
