from django.urls import path

from certification.exams.views import officer

app_name = "exams"
urlpatterns = [
    path("petugas/ujian/", officer.sittings, name="sittings"),
    path("petugas/ujian/buka/", officer.open_sitting, name="sitting_open"),
    path("petugas/ujian/<int:pk>/", officer.sitting, name="sitting"),
    path("petugas/ujian/<int:pk>/terbitkan/", officer.release, name="release"),
    path("petugas/ujian/pendaftaran/<int:pk>/batalkan/", officer.withdraw, name="withdraw"),
]
