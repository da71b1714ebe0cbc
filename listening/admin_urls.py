"""Addresses inside the editors' admin."""

from django.urls import path

from listening import views_desk

urlpatterns = [
    path("lang-nghe/", views_desk.dashboard, name="listening_dashboard"),
    path("lang-nghe/phan-hoi/", views_desk.desk, name="listening_desk"),
    path("lang-nghe/phan-hoi/<uuid:uuid>/", views_desk.feedback, name="listening_feedback"),
    path("lang-nghe/phan-hoi/<uuid:uuid>/mo-lai/", views_desk.reopen, name="listening_reopen"),
    path("lang-nghe/so-lieu.xlsx", views_desk.workbook, name="listening_xlsx"),
    path("lang-nghe/<slug:slug>.csv", views_desk.table_csv, name="listening_csv"),
]
