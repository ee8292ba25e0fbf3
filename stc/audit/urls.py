from django.urls import path

from stc.audit import views

app_name = "audit"
urlpatterns = [
    path("", views.trail, name="trail"),
    path("ekspor/", views.export, name="export"),
]
