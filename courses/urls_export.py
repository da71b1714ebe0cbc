"""Addresses of the Word export, mounted in the editors' admin by a hook."""

from django.urls import path

from courses import views_export

app_name = "courses_export"
urlpatterns = [
    path("<uuid:uuid>/word/", views_export.report, name="word"),
    path("<uuid:uuid>/word/tep/", views_export.word_file, name="word_file"),
]
