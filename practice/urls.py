from django.urls import path

from practice import views

app_name = "practice"
urlpatterns = [
    path("mo-phong/<slug:slug>/phieu/", views.worksheet, name="worksheet"),
    path("mo-phong/<slug:slug>/phieu.docx", views.worksheet_word, name="worksheet_word"),
]
