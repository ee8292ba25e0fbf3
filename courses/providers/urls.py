from django.urls import path

from courses.providers import views

app_name = "providers"
urlpatterns = [
    path("penyelenggara/", views.public_list, name="public_list"),
    path("operasi/penyelenggara/", views.engagements, name="engagements"),
    path("operasi/penyelenggara/tugaskan/", views.engage, name="engage"),
    path("operasi/penyelenggara/<int:pk>/akhiri/", views.end, name="end"),
]
