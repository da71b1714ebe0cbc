"""Addresses of the import screens, mounted in the editors' admin by a hook."""

from django.urls import path

from courses import views_import

app_name = "courses_import"
urlpatterns = [
    path("", views_import.choose, name="choose"),
    path("<uuid:uuid>/", views_import.check, name="check"),
    path("<uuid:uuid>/xem-thu/", views_import.preview, name="preview"),
    path("<uuid:uuid>/anh/<int:index>/", views_import.picture, name="picture"),
    path("<uuid:uuid>/hoan-tac/", views_import.undo, name="undo"),
    path("<uuid:uuid>/bo/", views_import.discard, name="discard"),
]
