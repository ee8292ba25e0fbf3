from django.urls import path

from certification.exams.tickets import DOOR
from certification.exams.views import answers, mine, officer

app_name = "exams"
urlpatterns = [
    path("ujian/", mine.mine, name="mine"),
    path(DOOR.removeprefix("/"), answers.answer, name="answer"),
    path("ujian/mulai/<int:pk>/", mine.start, name="start"),
    path("ujian/<int:pk>/", mine.attempt, name="attempt"),
    path("ujian/<int:pk>/serahkan/", mine.hand_in, name="hand_in"),
    path("petugas/ujian/", officer.sittings, name="sittings"),
    path("petugas/ujian/buka/", officer.open_sitting, name="sitting_open"),
    path("petugas/ujian/<int:pk>/", officer.sitting, name="sitting"),
    path("petugas/ujian/<int:pk>/terbitkan/", officer.release, name="release"),
    path("petugas/ujian/pendaftaran/<int:pk>/batalkan/", officer.withdraw, name="withdraw"),
]
