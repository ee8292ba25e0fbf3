from django.urls import path

from search.standards import views

app_name = "standards"
urlpatterns = [
    path("standar/", views.standard_list, name="list"),
    path("standar/<slug:slug>/", views.standard_page, name="page"),
]
