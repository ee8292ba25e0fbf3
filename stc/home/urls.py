from django.urls import path

from stc.home import views

app_name = "home"
urlpatterns = [path("saya/", views.mine, name="mine")]
