"""The way in and out: django-allauth's views under addresses that people can read.

Their names stay allauth's, since its own redirects use them. What the house does not offer (log-in
by code alone, other sites' log-ins) has no address.
"""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from django.urls import path

from stc.accounts.views import claiming, language, second_factor, security
from stc.accounts.views.answers import answering

urlpatterns = [
    path("bahasa/", language.set_language, name="set_language"),
    *(
        path(f"akun/{route}", answering(view), name=name)
        for route, view, name in (
            ("", security.security, "account_security"),
            ("masuk/", account.login, "account_login"),
            ("masuk/langkah-kedua/", mfa.authenticate, "mfa_authenticate"),
            ("masuk/kode/", account.confirm_login_code, "account_confirm_login_code"),
            ("keluar/", account.logout, "account_logout"),
            ("tidak-aktif/", account.account_inactive, "account_inactive"),
            ("daftar/", account.signup, "account_signup"),
            ("klaim/", claiming.claim, "account_claim"),
            ("klaim/tanggal-lahir/", claiming.claim_birth_date, "account_claim_birth_date"),
            ("surel/", account.email, "account_email"),
            ("surel/kode/", account.email_verification_sent, "account_email_verification_sent"),
            ("ponsel/", account.change_phone, "account_change_phone"),
            ("ponsel/kode/", account.verify_phone, "account_verify_phone"),
            ("sandi/", account.password_change, "account_change_password"),
            ("sandi/buat/", account.password_set, "account_set_password"),
            ("sandi/ulangi/", account.reauthenticate, "account_reauthenticate"),
            ("sandi/lupa/", account.password_reset, "account_reset_password"),
            (
                "sandi/lupa/kode/",
                account.confirm_password_reset_code,
                "account_confirm_password_reset_code",
            ),
            (
                "sandi/lupa/baru/",
                account.complete_password_reset,
                "account_complete_password_reset",
            ),
            (
                "sandi/lupa/selesai/",
                account.password_reset_from_key_done,
                "account_password_reset_completed",
            ),
            ("langkah-kedua/", mfa.index, "mfa_index"),
            ("langkah-kedua/ulangi/", mfa.reauthenticate, "mfa_reauthenticate"),
            ("langkah-kedua/pasang/", second_factor.set_up, "mfa_activate_totp"),
            ("langkah-kedua/lepas/", totp.deactivate_totp, "mfa_deactivate_totp"),
            ("kode-cadangan/", recovery.view_recovery_codes, "mfa_view_recovery_codes"),
            (
                "kode-cadangan/baru/",
                recovery.generate_recovery_codes,
                "mfa_generate_recovery_codes",
            ),
            (
                "kode-cadangan/unduh/",
                recovery.download_recovery_codes,
                "mfa_download_recovery_codes",
            ),
        )
    ),
]
