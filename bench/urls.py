from django.urls import path

from bench import views
from stc.urls import urlpatterns as house

urlpatterns = [
    path("bench/empty/", views.empty),
    path("bench/read/", views.read),
    path("bench/write/", views.write),
    *house,
]
