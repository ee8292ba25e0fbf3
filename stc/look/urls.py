"""The switch in the foot of each page, and in development the page of all pieces."""

from django.conf import settings
from django.urls import path

from stc.look import views

urlpatterns = [
    path("tampilan/", views.set_theme, name="set_theme"),
]

design_urls = [
    path("design/", views.design_page, name="design"),
    path("design/<slug:frame>/", views.design_frame, name="design_frame"),
    path("design/<slug:frame>/<str:standing>/", views.design_frame, name="design_standing"),
]
if settings.DEBUG:
    urlpatterns += design_urls
