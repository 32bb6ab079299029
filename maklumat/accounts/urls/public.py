"""Sign-in and everything about one's own account, at /akun/.

The names are allauth's own; only pages that a member of staff needs are here.
"""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from allauth.socialaccount import views as social
from django.urls import path, re_path

urlpatterns = [
    path("", mfa.index, name="mfa_index"),
    path("masuk/", account.login, name="account_login"),
    path("keluar/", account.logout, name="account_logout"),
    path("nonaktif/", account.account_inactive, name="account_inactive"),
    path("pastikan/", account.reauthenticate, name="account_reauthenticate"),
    path("kata-sandi/", account.password_change, name="account_change_password"),
    path("kata-sandi/baru/", account.password_set, name="account_set_password"),
    path("kata-sandi/lupa/", account.password_reset, name="account_reset_password"),
    path(
        "kata-sandi/lupa/terkirim/",
        account.password_reset_done,
        name="account_reset_password_done",
    ),
    re_path(
        r"^kata-sandi/lupa/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "kata-sandi/lupa/selesai/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("2fa/", mfa.authenticate, name="mfa_authenticate"),
    path("2fa/pastikan/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("2fa/aplikasi/", totp.activate_totp, name="mfa_activate_totp"),
    path("2fa/aplikasi/hapus/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("2fa/kode/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("2fa/kode/baru/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("2fa/kode/unduh/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("2fa/kunci/", passkeys.list_webauthn, name="mfa_list_webauthn"),
    path("2fa/kunci/baru/", passkeys.add_webauthn, name="mfa_add_webauthn"),
    path("2fa/kunci/masuk/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path(
        "2fa/kunci/pastikan/",
        passkeys.reauthenticate_webauthn,
        name="mfa_reauthenticate_webauthn",
    ),
    path("2fa/kunci/<int:pk>/", passkeys.edit_webauthn, name="mfa_edit_webauthn"),
    path("2fa/kunci/<int:pk>/hapus/", passkeys.remove_webauthn, name="mfa_remove_webauthn"),
    path("oidc/", social.connections, name="socialaccount_connections"),
    path("oidc/batal/", social.login_cancelled, name="socialaccount_login_cancelled"),
    path("oidc/gagal/", social.login_error, name="socialaccount_login_error"),
    path("oidc/tanpa-akun/", social.signup, name="socialaccount_signup"),
]
