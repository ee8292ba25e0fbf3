from django.urls import path

from certification.cases.views import batches, mine, officers

app_name = "cases"
urlpatterns = [
    path("sertifikasi/", mine.mine, name="mine"),
    path("sertifikasi/ajukan/<str:code>/", mine.open_case, name="open"),
    path("sertifikasi/<int:pk>/", mine.detail, name="detail"),
    path("sertifikasi/<int:pk>/nama/", mine.name, name="name"),
    path("sertifikasi/<int:pk>/sesi/", mine.sittings, name="sittings"),
    path("sertifikasi/<int:pk>/tarik/", mine.withdraw, name="withdraw"),
    path("petugas/perkara/", officers.queue, name="queue"),
    path("petugas/perkara/sekaligus/", batches.overview, name="batches"),
    path("petugas/perkara/sekaligus/<int:pk>/", batches.detail, name="batch"),
    path("petugas/perkara/sekaligus/sesi/<int:pk>/", batches.of_sitting, name="batch_of_sitting"),
    path("petugas/perkara/sekaligus/kelas/<int:pk>/", batches.of_class, name="batch_of_class"),
    path("petugas/perkara/<int:pk>/", officers.evidence, name="evidence"),
    path("petugas/perkara/<int:pk>/putuskan/", officers.decide, name="decide"),
]
