from django.urls import path

from certification.credentials.views import (
    cards,
    files,
    keys,
    mine,
    officers,
    public,
    sharing,
    show,
)

app_name = "credentials"
urlpatterns = [
    path("v", public.check, name="check"),
    path("v/serial", public.check_serial, name="check_serial"),
    path("status/", files.status_lists, name="status_lists"),
    path("status/kepercayaan", files.trust_file, name="trust_file"),
    path("status/<int:number>", files.status_list, name="status_list"),
    path(
        "status/w3c/<int:number>/revocation",
        files.bitstring_list,
        {"purpose": "revocation"},
        name="revocation_list",
    ),
    path(
        "status/w3c/<int:number>/suspension",
        files.bitstring_list,
        {"purpose": "suspension"},
        name="suspension_list",
    ),
    path("saya/sertifikat/", mine.mine, name="mine"),
    path("saya/sertifikat/<str:number>/", mine.own, name="own"),
    path("saya/sertifikat/<str:number>/kertas/", mine.papers, name="papers"),
    path("saya/sertifikat/<str:number>/<slug:form>.pdf", mine.document, name="document"),
    path("saya/sertifikat/<str:number>/tunjuk/", show.show, name="show"),
    path("saya/sertifikat/<str:number>/tunjuk/pekerja.js", show.worker, name="show_worker"),
    path("saya/sertifikat/<str:number>/bagikan/", sharing.share, name="share"),
    path(
        "saya/sertifikat/<str:number>/bagikan/<int:pk>/matikan/", sharing.stop, name="stop_sharing"
    ),
    path("bagi/<str:token>/", sharing.shared, name="shared"),
    path("petugas/kunci/", keys.key_list, name="keys"),
    path("petugas/sertifikat/", officers.find, name="list"),
    path("petugas/sertifikat/cetak-kartu/", cards.print_run, name="print"),
    path("petugas/sertifikat/<str:number>/", officers.detail, name="detail"),
    path("petugas/sertifikat/<str:number>/cabut/", officers.revoke, name="revoke"),
    path("petugas/sertifikat/<str:number>/bekukan/", officers.suspend, name="suspend"),
    path("petugas/sertifikat/<str:number>/aktifkan/", officers.lift, name="lift"),
    path("petugas/sertifikat/<str:number>/ganti/", officers.replace, name="replace"),
]
