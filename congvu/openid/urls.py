"""Addresses of the provider; the first is where the standard looks for it."""

from __future__ import annotations

from django.urls import path

from congvu.openid import views

app_name = "openid"

urlpatterns = [
    path(".well-known/openid-configuration", views.discovery, name="discovery"),
    # for programs
    path("openid/jwks/", views.jwks, name="jwks"),
    path("openid/token/", views.token, name="token"),
    path("openid/userinfo/", views.userinfo, name="userinfo"),
    path("openid/introspect/", views.introspect, name="introspect"),
    path("openid/revoke/", views.revoke, name="revoke"),
    # for people
    path("openid/authorize/", views.authorize, name="authorize"),
    path("openid/end-session/", views.end_session, name="end-session"),
    path("tai-khoan/chuong-trinh/", views.consents, name="consents"),
    path(
        "tai-khoan/chuong-trinh/<uuid:consent_id>/thoi/",
        views.withdraw,
        name="withdraw",
    ),
]
