from django.urls import path

from certification.schemes import views

app_name = "schemes"
urlpatterns = [path("skema/", views.scheme_list, name="list")]
