from django.urls import path

from associations.branches.views import mine, public

app_name = "branches"
urlpatterns = [
    path("asosiasi/", public.tree, name="public_tree"),
    path("asosiasi/<slug:association>/<slug:branch>/", public.branch, name="public_branch"),
    path("cabang/", mine.branch_list, name="mine"),
    path("cabang/buka/", mine.open_root, name="open_root"),
    path("cabang/<int:pk>/", mine.branch_detail, name="branch"),
    path("cabang/<int:pk>/buka/", mine.open_below, name="open_below"),
    path("cabang/<int:pk>/tutup/", mine.close, name="close"),
    path("cabang/<int:pk>/tunjuk/", mine.appoint, name="appoint"),
    path("cabang/jabatan/<int:pk>/akhiri/", mine.end_office, name="end_office"),
]
