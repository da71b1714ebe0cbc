"""The living style page; mounted only where ``DEBUG`` or ``UI_STYLEGUIDE`` says so."""

from django.urls import path

from ui import views

app_name = "ui"
urlpatterns = [path("styleguide/", views.styleguide, name="styleguide")]
