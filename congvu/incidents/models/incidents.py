"""Incidents: what is known of each, who must be told, what was done."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congvu.incidents.rules import (
    CUSTODY_NAMES,
    GRAVITY_NAMES,
    GROUP_NAMES,
    INCIDENT_STATE_NAMES,
    LONGEST_LINE,
    LONGEST_NAME,
    LONGEST_REASON,
    LONGEST_TEXT,
    Gravity,
    IncidentState,
)
from congvu.lib.ids import uuid7


class Incident(models.Model):
    """What happened to systems of an agency; a drill is one that is marked as such."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(_("sự cố"), max_length=LONGEST_NAME)
    group = models.CharField(_("nhóm"), max_length=9, choices=GROUP_NAMES.items())
    is_drill = models.BooleanField(_("diễn tập"), default=False)
    detected_at = models.DateTimeField(_("phát hiện lúc"))
    # Why later than its alert, where it was.
    detected_reason = models.CharField(
        _("lý do phát hiện sau cảnh báo"), max_length=LONGEST_REASON, blank=True
    )
    opened_at = models.DateTimeField(_("ghi lúc"))
    opened_by = models.CharField(_("người ghi"), max_length=80)
    state = models.CharField(
        _("trạng thái"),
        max_length=6,
        choices=INCIDENT_STATE_NAMES.items(),
        default=IncidentState.OPEN,
    )
    gravity = models.CharField(
        _("mức nghiêm trọng"),
        max_length=8,
        choices=GRAVITY_NAMES.items(),
        default=Gravity.OPEN,
    )
    gravity_reason = models.CharField(
        _("lý do đánh giá"), max_length=LONGEST_REASON, blank=True
    )
    is_urgent = models.BooleanField(
        _("xâm hại an ninh quốc gia, trật tự xã hội, gián đoạn nghiêm trọng"),
        default=False,
    )
    personal_data = models.BooleanField(_("liên quan dữ liệu cá nhân"), default=False)
    subjects = models.PositiveIntegerField(
        _("số người bị ảnh hưởng dữ liệu"), null=True, blank=True
    )
    cause = models.TextField(_("nguyên nhân"), max_length=LONGEST_TEXT, blank=True)
    scope = models.TextField(_("phạm vi"), max_length=LONGEST_TEXT, blank=True)
    measures = models.TextField(_("biện pháp"), max_length=LONGEST_TEXT, blank=True)
    lessons = models.TextField(
        _("bài học kinh nghiệm"), max_length=LONGEST_TEXT, blank=True
    )
    contained_at = models.DateTimeField(_("ngăn chặn lúc"), null=True, blank=True)
    eradicated_at = models.DateTimeField(_("gỡ bỏ lúc"), null=True, blank=True)
    recovered_at = models.DateTimeField(_("khôi phục lúc"), null=True, blank=True)
    closed_at = models.DateTimeField(_("đóng lúc"), null=True, blank=True)
    systems: models.ManyToManyField[models.Model, models.Model] = (
        models.ManyToManyField(
            "systems.InformationSystem", related_name="+", blank=True
        )
    )
    # One alert is one incident, whoever opens it first.
    alert = models.OneToOneField(
        "logs.Alert",
        verbose_name=_("cảnh báo an ninh"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    came_from = models.UUIDField(null=True, blank=True)

    class Meta:
        verbose_name = _("sự cố")
        constraints = [
            models.CheckConstraint(name="incident_has_name", condition=~Q(name="")),
            models.CheckConstraint(
                name="incident_judged_with_reason",
                condition=Q(gravity=Gravity.OPEN) | ~Q(gravity_reason=""),
            ),
            models.CheckConstraint(
                name="incident_closed_has_a_time",
                condition=Q(state=IncidentState.CLOSED, closed_at__isnull=False)
                | Q(state=IncidentState.OPEN, closed_at__isnull=True),
            ),
            models.CheckConstraint(
                name="incident_detected_before_it_was_entered",
                condition=Q(detected_at__lte=models.F("opened_at")),
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "detected_at"], name="incident_of_agency"),
            models.Index(fields=["detected_at", "id"], name="incident_in_order"),
        ]


class Clock(models.Model):
    """A duty to tell an authority of it by an hour. Dropped where what it follows from
    is so no more; kept then, for what was owed once is told."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    incident = models.ForeignKey(
        Incident, on_delete=models.PROTECT, related_name="clocks"
    )
    key = models.CharField(max_length=20)
    label = models.CharField(_("việc phải báo"), max_length=LONGEST_NAME)
    to = models.CharField(_("nơi nhận"), max_length=LONGEST_NAME)
    basis = models.CharField(_("căn cứ"), max_length=LONGEST_NAME)
    sure = models.BooleanField(_("căn cứ đã đọc trong văn bản"))
    since = models.DateTimeField(_("tính từ"))
    due_at = models.DateTimeField(_("hạn"))
    done_at = models.DateTimeField(_("đã báo lúc"), null=True, blank=True)
    done_by = models.CharField(_("người báo"), max_length=80, blank=True)
    record = models.CharField(
        _("văn bản, cách báo"), max_length=LONGEST_REASON, blank=True
    )
    dropped_at = models.DateTimeField(_("thôi tính lúc"), null=True, blank=True)
    # The newest step that was reminded of.
    reminded = models.CharField(max_length=12, blank=True)

    class Meta:
        verbose_name = _("thời hạn báo sự cố")
        constraints = [
            models.UniqueConstraint(fields=["incident", "key"], name="clock_once"),
            models.CheckConstraint(
                name="clock_done_with_record",
                condition=Q(done_at__isnull=True, record="")
                | (Q(done_at__isnull=False) & ~Q(record="")),
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=Q(done_at__isnull=True, dropped_at__isnull=True),
                name="clock_running",
            )
        ]


class IncidentPaper(models.Model):
    """A draft that was composed for a clock."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    clock = models.ForeignKey(Clock, on_delete=models.PROTECT, related_name="papers")
    draft = models.OneToOneField(
        "outgoing.Draft", on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(_("lúc"))
    by = models.CharField(_("ai"), max_length=80)

    class Meta:
        verbose_name = _("dự thảo báo cáo sự cố")


class IncidentEvent(models.Model):
    """One line of an incident's timeline; never changed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    incident = models.ForeignKey(
        Incident, on_delete=models.PROTECT, related_name="events"
    )
    at = models.DateTimeField(_("lúc"))
    event = models.CharField(_("việc"), max_length=40)
    actor = models.CharField(_("ai"), max_length=80)
    actor_post = models.CharField(_("chức vụ"), max_length=200, blank=True)
    text = models.CharField(_("nội dung"), max_length=LONGEST_REASON, blank=True)

    class Meta:
        verbose_name = _("diễn biến sự cố")
        indexes = [
            models.Index(fields=["incident", "at"], name="incidentevent_of_incident")
        ]


class IncidentTask(models.Model):
    """Something to be done about it, by somebody, by an hour."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    incident = models.ForeignKey(
        Incident, on_delete=models.PROTECT, related_name="tasks"
    )
    title = models.CharField(_("việc"), max_length=LONGEST_NAME)
    owner = models.CharField(_("người làm"), max_length=LONGEST_LINE)
    due_at = models.DateTimeField(_("hạn"))
    done_at = models.DateTimeField(_("xong lúc"), null=True, blank=True)
    result = models.CharField(_("kết quả"), max_length=LONGEST_REASON, blank=True)

    class Meta:
        verbose_name = _("việc xử lý sự cố")
        constraints = [
            models.CheckConstraint(
                name="incidenttask_has_owner",
                condition=~Q(title="") & ~Q(owner=""),
            ),
            models.CheckConstraint(
                name="incidenttask_done_with_result",
                condition=Q(done_at__isnull=True) | ~Q(result=""),
            ),
        ]


class Evidence(models.Model):
    """Something taken as evidence, known by the digest of its bytes; never changed.

    The bytes stay where they are kept: an image of a disk, a log on a sealed drive.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    incident = models.ForeignKey(
        Incident, on_delete=models.PROTECT, related_name="evidence"
    )
    name = models.CharField(_("chứng cứ"), max_length=LONGEST_NAME)
    sha256 = models.CharField(_("mã băm SHA-256"), max_length=64)
    size = models.BigIntegerField(_("dung lượng"))
    place = models.CharField(_("giữ ở"), max_length=LONGEST_LINE)
    taken_at = models.DateTimeField(_("thu lúc"))
    at = models.DateTimeField(_("ghi lúc"))

    class Meta:
        verbose_name = _("chứng cứ")
        constraints = [
            models.UniqueConstraint(
                fields=["incident", "sha256"], name="evidence_once"
            ),
            models.CheckConstraint(
                name="evidence_known_by_digest",
                condition=Q(sha256__regex="^[0-9a-f]{64}$") & ~Q(place=""),
            ),
        ]


class CustodyStep(models.Model):
    """Who had a piece of evidence from when, why; never changed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    evidence = models.ForeignKey(
        Evidence, on_delete=models.PROTECT, related_name="custody"
    )
    act = models.CharField(_("việc"), max_length=8, choices=CUSTODY_NAMES.items())
    holder = models.CharField(_("người giữ"), max_length=LONGEST_LINE)
    reason = models.CharField(_("lý do"), max_length=LONGEST_REASON)
    # What a verification found; empty for the other acts.
    matches = models.BooleanField(_("khớp mã băm"), null=True, blank=True)
    at = models.DateTimeField(_("lúc"))
    by = models.CharField(_("người ghi"), max_length=80)

    class Meta:
        verbose_name = _("lần giữ chứng cứ")
        constraints = [
            models.CheckConstraint(
                name="custodystep_has_holder",
                condition=~Q(holder="") & ~Q(reason=""),
            )
        ]
        indexes = [
            models.Index(fields=["evidence", "at"], name="custodystep_of_evidence")
        ]
