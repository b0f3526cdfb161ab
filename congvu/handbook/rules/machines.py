"""The screens of the network and of machines: page of the handbook, heading."""

from __future__ import annotations

MACHINES = {
    # the network
    "network:options": ("quan-tri", "phuong-an-mang"),
    "network:make-option": ("quan-tri", "phuong-an-mang"),
    "network:option": ("quan-tri", "phuong-an-mang"),
    "network:change-option": ("quan-tri", "phuong-an-mang"),
    "network:remove-option": ("quan-tri", "phuong-an-mang"),
    "network:add-option-change": ("quan-tri", "phuong-an-mang"),
    "network:drop-option-change": ("quan-tri", "phuong-an-mang"),
    "network:map": ("quan-tri", "mang"),
    "network:weak": ("quan-tri", "diem-yeu-cua-mang"),
    "network:sites": ("quan-tri", "mang"),
    "network:add-site": ("quan-tri", "mang"),
    "network:site": ("quan-tri", "mang"),
    "network:change-site": ("quan-tri", "mang"),
    "network:add-link": ("quan-tri", "mang"),
    "network:add-subnet": ("quan-tri", "dia-chi-mang"),
    "network:add-device": ("quan-tri", "mang"),
    "network:change-device": ("quan-tri", "mang"),
    "network:link": ("quan-tri", "mang"),
    "network:change-link": ("quan-tri", "mang"),
    "network:subnets": ("quan-tri", "dia-chi-mang"),
    "network:subnet": ("quan-tri", "dia-chi-mang"),
    "network:change-subnet": ("quan-tri", "dia-chi-mang"),
    "network:give-address": ("quan-tri", "dia-chi-mang"),
    "network:free-address": ("quan-tri", "dia-chi-mang"),
    # machines
    "inventory:mine": ("quan-tri", "may-tinh"),
    "inventory:list": ("quan-tri", "may-tinh"),
    "inventory:machine": ("quan-tri", "may-tinh"),
    "inventory:add": ("quan-tri", "may-tinh"),
    "inventory:change": ("quan-tri", "may-tinh"),
    "inventory:likenesses": ("quan-tri", "may-tinh"),
    "inventory:likeness": ("quan-tri", "may-tinh"),
    "inventory:upload": ("quan-tri", "may-tinh"),
    "inventory:enrolments": ("quan-tri", "may-tinh"),
    "inventory:revoke-enrolment": ("quan-tri", "may-tinh"),
    "inventory:agent": ("quan-tri", "may-tinh"),
}
