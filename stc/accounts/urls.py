from django.urls import path

from stc.accounts.views import consent, data, erasure, profile, roles

app_name = "accounts"
urlpatterns = [
    path("saya/profil/", profile.edit, name="profile"),
    path("saya/profil/nik/", profile.see_own_nik, name="own_nik"),
    path("saya/profil/foto/", profile.photo, name="photo"),
    path("saya/profil/foto/hapus/", profile.remove_photo, name="remove_photo"),
    path("saya/persetujuan/", consent.mine, name="consent"),
    path("saya/persetujuan/<slug:purpose>/", consent.answer, name="answer_consent"),
    path("saya/data/", data.mine, name="data"),
    path("saya/data/salinan/", data.ask_for_export, name="ask_for_export"),
    path("saya/data/salinan/<int:pk>/", data.download, name="download_export"),
    path("saya/data/hapus/", data.ask_for_erasure, name="ask_for_erasure"),
    path("saya/data/hapus/batal/", data.withdraw_erasure, name="withdraw_erasure"),
    path("operasi/penghapusan/", erasure.queue, name="erasures"),
    path("operasi/penghapusan/<int:pk>/", erasure.decide, name="decide_erasure"),
    path("operasi/nik-sama/", erasure.same_niks, name="same_niks"),
    path("operasi/nik-sama/<int:pk>/", erasure.settle_same_nik, name="settle_same_nik"),
    path("operasi/orang/<int:pk>/nik/", profile.see_nik, name="see_nik"),
    path("operasi/peran/", roles.role_list, name="roles"),
    path("operasi/peran/angkat/", roles.appoint, name="appoint"),
    path("operasi/peran/<int:pk>/akhiri/", roles.end, name="role_end"),
    path("operasi/peran/<int:pk>/cabut/", roles.withdraw, name="role_withdraw"),
    path("operasi/peran/<int:pk>/serah-terima/", roles.hand_over, name="role_hand_over"),
]
