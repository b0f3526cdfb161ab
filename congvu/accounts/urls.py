"""Included at the root by the office's list of addresses."""

from __future__ import annotations

from django.urls import path

from congvu.accounts import views

app_name = "accounts"

urlpatterns = [
    # the door
    path("dang-nhap/", views.sign_in, name="sign-in"),
    path("dang-nhap/ma/", views.second_step, name="second-step"),
    path("dang-nhap/cai-ma/", views.enrol_at_door, name="enrol-at-door"),
    path("dang-nhap/mo-khoa/", views.unlock, name="unlock"),
    path("dang-nhap/khoa/", views.passkey_sign_in, name="passkey-sign-in"),
    path("dang-nhap/khoa/hoi/", views.passkey_question, name="passkey-question"),
    path("dang-nhap/chung/", views.openid_begin, name="openid-begin"),
    path("dang-nhap/chung/ve/", views.openid_back, name="openid-back"),
    path("dang-xuat/", views.sign_out, name="sign-out"),
    # my log-in
    path("tai-khoan/", views.home, name="home"),
    path("tai-khoan/hien-thi/", views.preferences, name="preferences"),
    path("tai-khoan/ngon-ngu/", views.language, name="language"),
    path("tai-khoan/mat-khau/", views.password, name="password"),
    path("tai-khoan/xac-thuc/", views.second_factor, name="second-factor"),
    path("tai-khoan/xac-thuc/cai/", views.enrol, name="enrol"),
    path("tai-khoan/xac-thuc/ma-du-phong/", views.recovery_codes, name="codes"),
    path("tai-khoan/xac-thuc/go/", views.remove, name="remove-second-factor"),
    path("tai-khoan/khoa/", views.passkeys, name="passkeys"),
    path("tai-khoan/khoa/hoi/", views.new_passkey, name="new-passkey"),
    path(
        "tai-khoan/khoa/<uuid:passkey_id>/go/",
        views.remove_passkey,
        name="remove-passkey",
    ),
    path("tai-khoan/phien/", views.sessions, name="sessions"),
    path("tai-khoan/phien/ket-thuc-khac/", views.end_others, name="end-others"),
    path(
        "tai-khoan/phien/<uuid:record_id>/ket-thuc/",
        views.end_session,
        name="end-session",
    ),
    path("tai-khoan/ma-truy-cap/", views.tokens, name="tokens"),
    path(
        "tai-khoan/ma-truy-cap/<uuid:token_id>/thu-hoi/",
        views.revoke_token,
        name="revoke-token",
    ),
]
