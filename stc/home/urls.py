from django.urls import path

from stc.home import views

app_name = "home"
urlpatterns = [
    path("saya/", views.mine, name="mine"),
    # Pages that menus and other apps point to; what stands there is edited in the CMS.
    path("kurikulum/", views.page, {"path": "kurikulum/"}, name="curricula"),
    path("bantuan/", views.page, {"path": "bantuan/"}, name="help"),
    path("tentang/", views.page, {"path": "tentang/"}, name="about"),
    path("privasi/", views.page, {"path": "privasi/"}, name="privacy"),
]
