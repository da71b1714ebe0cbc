from django.urls import path

from courses import views

app_name = "courses"
urlpatterns = [
    path("khoa-hoc/", views.catalogue, name="catalogue"),
    path("khoa-hoc/<slug:slug>/", views.detail, name="detail"),
    path("khoa-hoc/<slug:slug>/ghi-danh/", views.enrol, name="enrol"),
    path("khoa-hoc/<slug:slug>/thoi-hoc/", views.withdraw, name="withdraw"),
    path("khoa-hoc/<slug:slug>/kiem-tra/", views.quiz, name="quiz"),
    path("hoc/<slug:slug>/", views.resume, name="resume"),
    path("hoc/<slug:slug>/<int:position>/", views.lesson, name="lesson"),
    path("hoc/<slug:slug>/<int:position>/vi-tri/", views.place, name="place"),
    path("hoc/<slug:slug>/<int:position>/xong/", views.finish, name="finish"),
]
