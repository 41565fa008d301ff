"""Addresses."""

from django.urls import URLPattern, path

from gonghui.accounts.views import account, login

app_name = "accounts"
urlpatterns: list[URLPattern] = [
    path("", account.home, name="home"),
    path("login/", login.login, name="login"),
    path("login/code/", login.code, name="code"),
    path("login/code/again/", login.code_again, name="code-again"),
    path("login/password/", login.password, name="password"),
    path("login/slip/", login.slip, name="slip"),
    path("login/slip/<str:code>/", login.slip, name="slip-code"),
    path("login/help/", login.login_help, name="help"),
    path("login/demo/<uuid:account_id>/", login.demo, name="demo"),
    path("logout/", account.logout, name="logout"),
    path("hat/", account.hat, name="hat"),
    path("account/", account.account, name="account"),
    path("account/password/", account.change_password, name="change-password"),
    path("account/sessions/end/", account.end_all, name="end-all"),
    path("account/sessions/<uuid:session_id>/end/", account.end_session, name="end-session"),
]
