"""Kinds spoken by apps that lie below this one, and so cannot register their own."""

from django.utils.translation import gettext_lazy as _

from stc.notices import kinds


def register() -> None:
    kinds.register_group("account", label=_("Akun dan keamanan"), order=10)
    kinds.register_group("data", label=_("Data pribadi"), order=20)
    kinds.register_group("roles", label=_("Peran"), order=30)
    kinds.register_group(
        "operations",
        label=_("Jalannya sistem"),
        order=90,
        concerns=lambda person: person.has_perm("jobs.operate"),
    )
    _account()
    _data()
    _roles()
    _operations()


def _account() -> None:
    kinds.register(
        "accounts.welcome",
        label=_("Selamat datang"),
        group="account",
        needs=("name",),
        action=_("Buka beranda saya"),
        url_name="home:mine",
    )
    for name, label in (
        ("accounts.password_changed", _("Kata sandi berubah")),
        ("accounts.second_factor_added", _("Langkah kedua ditambahkan")),
        ("accounts.second_factor_removed", _("Langkah kedua dilepas")),
        ("accounts.recovery_codes_made", _("Kode cadangan dibuat")),
        ("accounts.email_changed", _("Alamat surel berubah")),
        ("accounts.phone_changed", _("Nomor ponsel berubah")),
    ):
        kinds.register(
            name,
            label=label,
            group="account",
            mandatory=True,
            needs=("at",),
            action=_("Ganti kata sandi"),
            url_name="account_change_password",
        )
    kinds.register(
        "accounts.sign_up_tried",
        label=_("Percobaan mendaftar dengan nomor Anda"),
        group="account",
        mandatory=True,
        needs=("at",),
        action=_("Lupa kata sandi"),
        url_name="account_reset_password",
    )


def _data() -> None:
    kinds.register(
        "accounts.export_ready",
        label=_("Salinan data siap"),
        group="data",
        needs=("until",),
        action=_("Buka data saya"),
        url_name="accounts:data",
    )
    kinds.register(
        "accounts.erasure_decided",
        label=_("Permintaan penghapusan diputuskan"),
        group="data",
        mandatory=True,
        needs=("granted", "why"),
        action=_("Buka data saya"),
        url_name="accounts:data",
    )


def _roles() -> None:
    for name, label, needs in (
        ("accounts.role_given", _("Peran diberikan"), ("role", "starts_on", "ends_on")),
        ("accounts.role_changed", _("Masa peran diubah"), ("role", "ends_on")),
        ("accounts.role_ended", _("Peran berakhir"), ("role", "ended_on")),
    ):
        kinds.register(name, label=label, group="roles", mandatory=True, needs=needs)
    kinds.register(
        "accounts.role_ending",
        label=_("Peran hampir berakhir"),
        group="roles",
        needs=("role", "ends_on"),
    )


def _operations() -> None:
    kinds.register(
        "jobs.parked",
        label=_("Pekerjaan diparkir"),
        group="operations",
        needs=("job", "number"),
    )
    # Only in the inbox: what could not be delivered must not be told by more deliveries.
    kinds.register(
        "notices.delivery_parked",
        label=_("Pengiriman diparkir"),
        group="operations",
        mandatory=True,
        needs=("number",),
        inbox_only=True,
    )
