from django.urls import path

from courses.learning.views import classes, mine

app_name = "learning"
urlpatterns = [
    path("belajar/", mine.mine, name="mine"),
    path("belajar/ikuti/<str:code>/<str:edition>/", mine.enrol, name="enrol"),
    path("belajar/<int:pk>/baca/<uuid:lesson_key>/", mine.mark_read, name="mark_read"),
    path("mengajar/", classes.class_list, name="classes"),
    path("mengajar/buka/", classes.open_class, name="open_class"),
    path("mengajar/<int:pk>/", classes.class_detail, name="class"),
    path("mengajar/<int:pk>/peserta/", classes.add_seat, name="add_seat"),
    path("mengajar/<int:pk>/jam/", classes.record_hours, name="record_hours"),
    path("mengajar/<int:pk>/instruktur/", classes.add_instructor, name="add_instructor"),
]
