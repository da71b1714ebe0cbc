from django.urls import path

from quizzes import api, views

app_name = "quizzes"
urlpatterns = [
    path("lam-bai/<uuid:uuid>/<int:slot>/", views.attempt, name="attempt"),
    path("lam-bai/<uuid:uuid>/tong-quan/", views.overview, name="overview"),
    path("lam-bai/<uuid:uuid>/nop-bai/", views.submit, name="submit"),
    path("lam-bai/<uuid:uuid>/luu/", api.save, name="save"),
    path("lam-bai/<uuid:uuid>/trang-thai/", api.state, name="state"),
    path("ket-qua/<uuid:uuid>/", views.result, name="result"),
    path("ket-qua/<uuid:uuid>/bien-nhan/", views.receipt, name="receipt"),
]
