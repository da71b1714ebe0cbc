from django.urls import path

from listening import views, views_bulletin, views_open_data

app_name = "listening"
urlpatterns = [
    path("phan-hoi/", views.receive, name="receive"),
    path("phan-hoi/cam-on/", views.thanks, name="thanks"),
    path("bang-tin/", views_bulletin.bulletin, name="bulletin"),
    path("bang-tin/da-gui/", views_bulletin.asked, name="asked"),
    path("bang-tin/xong/", views_bulletin.confirmed, name="confirmed"),
    path("bang-tin/xac-nhan/<str:token>/", views_bulletin.confirm, name="confirm"),
    path("bang-tin/thoi-nhan/<str:token>/", views_bulletin.end, name="end"),
    path("bang-tin/<slug:topic>.atom", views_bulletin.atom, name="atom"),
    path("du-lieu-mo/", views_open_data.index, name="open_data"),
    path("du-lieu-mo/<slug:name>.csv", views_open_data.csv_file, name="open_data_csv"),
    path("du-lieu-mo/<slug:name>.json", views_open_data.json_file, name="open_data_json"),
]
