from django.urls import path

from stc.notices import views

app_name = "notices"
urlpatterns = [
    path("saya/kotak-masuk/", views.inbox, name="inbox"),
    path("saya/kotak-masuk/dibaca/", views.mark_all_read, name="mark_all_read"),
    path("saya/kotak-masuk/<int:pk>/", views.read, name="read"),
    path("saya/kotak-masuk/<int:pk>/dibaca/", views.mark_read, name="mark_read"),
    path("saya/pemberitahuan/pilihan/", views.choices, name="choices"),
    path("pemberitahuan/berhenti/<str:token>/", views.unsubscribe, name="unsubscribe"),
]
