"""All that the files' origin answers. No page stands here, and none of this stands among pages."""

from django.urls import path

from stc.files import views

app_name = "files"
urlpatterns = [
    path("pribadi/<str:token>", views.open_private, name="private"),
    path("berkas/<path:name>", views.open_public, name="public"),
]
