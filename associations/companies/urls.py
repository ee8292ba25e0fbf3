from django.urls import path

from associations.companies.views import employers, guards, seats

app_name = "companies"
urlpatterns = [
    path("perusahaan/", employers.mine, name="mine"),
    path("perusahaan/<slug:slug>/", employers.roster, name="roster"),
    path("perusahaan/<slug:slug>/ajak/", employers.propose, name="propose"),
    path("perusahaan/<slug:slug>/<int:pk>/akhiri/", employers.end, name="end"),
    path("pekerjaan/", guards.jobs, name="jobs"),
    path("pekerjaan/<int:pk>/", guards.answer, name="answer"),
    path("pekerjaan/<int:pk>/tolak/", guards.decline, name="decline"),
    path("pekerjaan/<int:pk>/akhiri/", guards.leave, name="leave"),
    path("operasi/perusahaan/", seats.seats, name="seats"),
    path("operasi/perusahaan/tunjuk/", seats.give, name="give_seat"),
    path("operasi/perusahaan/<int:pk>/akhiri/", seats.end, name="end_seat"),
]
