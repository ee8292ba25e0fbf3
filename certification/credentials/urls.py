from django.urls import path

from certification.credentials import views

app_name = "credentials"
urlpatterns = [
    path("v", views.check, name="check"),
    path("v/serial", views.check_serial, name="check_serial"),
    path("status/", views.status_lists, name="status_lists"),
    path("status/kepercayaan", views.trust_file, name="trust_file"),
    path("status/<int:number>", views.status_list, name="status_list"),
    path("saya/sertifikat/", views.mine, name="mine"),
    path("saya/sertifikat/<str:number>.pdf", views.document, name="document"),
    path("petugas/sertifikat/", views.find, name="list"),
    path("petugas/sertifikat/<str:number>/", views.detail, name="detail"),
    path("petugas/sertifikat/<str:number>/cabut/", views.revoke, name="revoke"),
]
