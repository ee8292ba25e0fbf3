from django.urls import path

from stc.jobs import views

app_name = "jobs"
urlpatterns = [
    path("", views.job_list, name="job_list"),
    path("ulang/", views.retry_all, name="retry_all"),
    path("<int:job_id>/ulang/", views.retry_job, name="retry_job"),
]
