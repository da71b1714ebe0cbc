from django.urls import path

from certificates import views

app_name = "certificates"
urlpatterns = [
    path("xac-minh/", views.verify, name="verify"),
    path("c/<str:serial>.json", views.verification_json, name="verification_json"),
    path("c/<str:serial>", views.verification, name="verification"),
    path("chung-nhan/", views.mine, name="mine"),
    path("chung-nhan/<uuid:uuid>/", views.detail, name="detail"),
    path("chung-nhan/<uuid:uuid>/tai-pdf/", views.download_pdf, name="pdf"),
    path("chung-nhan/<uuid:uuid>/tai-word/", views.download_word, name="word"),
    path("giao-vu/chung-nhan/", views.register, name="register"),
    path("giao-vu/chung-nhan/<uuid:uuid>/thu-hoi/", views.revoke, name="revoke"),
]
