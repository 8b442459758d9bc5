from django.urls import path

from commonground.web import views

app_name = "web"
urlpatterns = [
    path("icons-<slug:digest>.svg", views.icons, name="icons"),
    path("appearance/", views.appearance, name="appearance"),
    path("help/", views.help_page, name="help"),
    path("components/", views.components, name="components"),
]
