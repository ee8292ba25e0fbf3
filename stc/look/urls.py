"""The switches in the head and foot of each page, and in development the page of all pieces."""

from django.urls import path

from stc.look import views

urlpatterns = [
    path("bahasa/", views.set_language, name="set_language"),
    path("tampilan/", views.set_theme, name="set_theme"),
]
