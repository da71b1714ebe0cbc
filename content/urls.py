from django.urls import path

from content import views

app_name = "content"
urlpatterns = [
    path("phuong-tien/<uuid:uuid>/", views.media, name="media"),
    path("phuong-tien/<uuid:uuid>/phu-de.vtt", views.captions, name="captions"),
]
