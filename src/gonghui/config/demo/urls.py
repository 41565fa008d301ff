"""Addresses of a demo; there is nothing here outside one."""

from django.urls import path

from gonghui.config.demo import views

app_name = "demo"
urlpatterns = [
    path("", views.hall, name="hall"),
    path("arrive/", views.arrive, name="arrive"),
    path("phones/", views.phones, name="phones"),
    path("vote/", views.vote, name="vote"),
    path("answer/", views.answer, name="answer"),
]
