"""How a level came about: what the criteria said, the dossier, what was approved."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congvu.lib.ids import uuid7
from congvu.systems.models.systems import InformationSystem
from congvu.systems.rules import (
    DOSSIER_STATE_NAMES,
    LONGEST_LINE,
    LONGEST_REASON,
    LONGEST_TEXT,
    OPEN_DOSSIERS,
    PAPER_PART_NAMES,
    REVIEW_REASON_NAMES,
    WIPED_NAMES,
    DossierState,
)


class LevelAssessment(models.Model):
    """One look at the level; never changed. ``on`` decides the criteria; the answers
    and each criterion are as they were; ``proposed`` is higher where the risk asks so.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    system = models.ForeignKey(
        InformationSystem, on_delete=models.PROTECT, related_name="assessments"
    )
    on = models.DateField(_("xét theo quy định ngày"))
    reason = models.CharField(
        _("lý do xét"), max_length=10, choices=REVIEW_REASON_NAMES.items()
    )
    note = models.CharField(_("ghi chú"), max_length=LONGEST_REASON, blank=True)
    answers = models.JSONField(_("câu trả lời"))
    criteria = models.JSONField(_("từng tiêu chí"))
    level = models.PositiveSmallIntegerField(_("cấp độ theo tiêu chí"))
    proposed = models.PositiveSmallIntegerField(_("cấp độ đề xuất"))
    risk = models.TextField(
        _("nhận diện rủi ro ban đầu"), max_length=LONGEST_TEXT, blank=True
    )
    basis = models.CharField(_("căn cứ"), max_length=LONGEST_REASON)
    at = models.DateTimeField(_("lúc"))
    by = models.CharField(_("ai"), max_length=80)

    class Meta:
        verbose_name = _("lần xác định cấp độ")
        constraints = [
            models.CheckConstraint(
                name="levelassessment_never_lower",
                condition=Q(proposed__gte=models.F("level"))
                & Q(level__range=(1, 5))
                & Q(proposed__range=(1, 5)),
            ),
            models.CheckConstraint(
                name="levelassessment_higher_says_why",
                condition=Q(proposed=models.F("level")) | ~Q(risk=""),
            ),
        ]
        indexes = [
            models.Index(fields=["system", "-at"], name="levelassessment_of_system")
        ]


class LevelDossier(models.Model):
    """A dossier to propose a level. Days are those its clocks run from."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    system = models.ForeignKey(
        InformationSystem, on_delete=models.PROTECT, related_name="dossiers"
    )
    assessment = models.ForeignKey(
        LevelAssessment, on_delete=models.PROTECT, related_name="dossiers"
    )
    level = models.PositiveSmallIntegerField(_("cấp độ đề xuất"))
    state = models.CharField(
        _("trạng thái"),
        max_length=9,
        choices=DOSSIER_STATE_NAMES.items(),
        default=DossierState.DRAFT,
    )
    regulation = models.ForeignKey(
        "outgoing.OutgoingEntry",
        verbose_name=_("quy chế đã ban hành"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    decision = models.ForeignKey(
        "outgoing.OutgoingEntry",
        verbose_name=_("quyết định phê duyệt"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    decision_words = models.CharField(
        _("văn bản phê duyệt nhận được"), max_length=LONGEST_REASON, blank=True
    )
    expert_opinion = models.CharField(
        _("ý kiến chuyên môn"), max_length=LONGEST_REASON, blank=True
    )
    cost = models.BigIntegerField(_("kinh phí của dự án, đồng"), null=True, blank=True)
    security_cost = models.BigIntegerField(
        _("trong đó cho an ninh mạng, đồng"), null=True, blank=True
    )
    begun_at = models.DateTimeField(_("lập lúc"))
    begun_by = models.CharField(_("người lập"), max_length=80)
    submitted_on = models.DateField(_("trình ngày"), null=True, blank=True)
    return_due_on = models.DateField(_("hạn trả lại"), null=True, blank=True)
    returned_on = models.DateField(_("trả lại ngày"), null=True, blank=True)
    appraise_due_on = models.DateField(_("hạn thẩm định"), null=True, blank=True)
    appraised_on = models.DateField(_("thẩm định ngày"), null=True, blank=True)
    appraised_by = models.CharField(
        _("nơi thẩm định"), max_length=LONGEST_REASON, blank=True
    )
    council = models.ForeignKey(
        "outgoing.OutgoingEntry",
        verbose_name=_("quyết định lập hội đồng thẩm định"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    approve_due_on = models.DateField(_("hạn phê duyệt"), null=True, blank=True)
    approved_on = models.DateField(_("phê duyệt ngày"), null=True, blank=True)

    class Meta:
        verbose_name = _("hồ sơ đề xuất cấp độ")
        constraints = [
            models.UniqueConstraint(
                fields=["system"],
                condition=Q(state__in=sorted(OPEN_DOSSIERS)),
                name="leveldossier_one_open",
            ),
            models.CheckConstraint(
                name="leveldossier_approved_has_regulation",
                condition=~Q(state=DossierState.APPROVED)
                | Q(regulation__isnull=False, approved_on__isnull=False),
            ),
            models.CheckConstraint(
                name="leveldossier_approved_has_decision",
                condition=~Q(state=DossierState.APPROVED)
                | Q(decision__isnull=False)
                | ~Q(decision_words=""),
            ),
            models.CheckConstraint(
                name="leveldossier_security_within_cost",
                condition=Q(cost__isnull=True, security_cost__isnull=True)
                | Q(
                    cost__gt=0,
                    security_cost__gte=0,
                    security_cost__lte=models.F("cost"),
                ),
            ),
            models.CheckConstraint(
                name="leveldossier_appraised_by_somebody",
                condition=~Q(state__in=[DossierState.APPRAISED, DossierState.APPROVED])
                | (Q(appraised_on__isnull=False) & ~Q(appraised_by="")),
            ),
        ]
        indexes = [
            models.Index(fields=["state", "id"], name="leveldossier_by_state"),
            models.Index(
                fields=["approved_on"],
                condition=Q(approved_on__isnull=False),
                name="leveldossier_approved",
            ),
        ]


class DossierPaper(models.Model):
    """A draft that was composed from a dossier."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    dossier = models.ForeignKey(
        LevelDossier, on_delete=models.PROTECT, related_name="papers"
    )
    part = models.CharField(_("phần"), max_length=8, choices=PAPER_PART_NAMES.items())
    draft = models.OneToOneField(
        "outgoing.Draft", on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(_("lúc"))
    by = models.CharField(_("ai"), max_length=80)

    class Meta:
        verbose_name = _("dự thảo của hồ sơ cấp độ")


class SystemEvent(models.Model):
    """One line of a system's timeline; never changed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    system = models.ForeignKey(
        InformationSystem, on_delete=models.PROTECT, related_name="events"
    )
    dossier = models.ForeignKey(
        LevelDossier,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="events",
    )
    at = models.DateTimeField(_("lúc"))
    event = models.CharField(_("việc"), max_length=40)
    actor = models.CharField(_("ai"), max_length=80)
    actor_post = models.CharField(_("chức vụ"), max_length=200, blank=True)
    text = models.CharField(_("nội dung"), max_length=LONGEST_REASON, blank=True)

    class Meta:
        verbose_name = _("diễn biến hệ thống")
        indexes = [models.Index(fields=["system", "at"], name="systemevent_of_system")]


class DossierReminder(models.Model):
    """A reminder that was sent: each step of a clock once."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    dossier = models.ForeignKey(
        LevelDossier, on_delete=models.CASCADE, related_name="reminders"
    )
    step = models.CharField(_("bước"), max_length=40)
    at = models.DateTimeField(_("lúc"))

    class Meta:
        verbose_name = _("lần nhắc hồ sơ cấp độ")
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "step"], name="dossierreminder_once"
            )
        ]


class TransitionReminder(models.Model):
    """The last day of a transition was told of a system: each once."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    system = models.ForeignKey(
        InformationSystem, on_delete=models.CASCADE, related_name="+"
    )
    transition = models.CharField(_("chuyển tiếp"), max_length=20)
    at = models.DateTimeField(_("lúc"))

    class Meta:
        verbose_name = _("lần nhắc chuyển tiếp")
        constraints = [
            models.UniqueConstraint(
                fields=["system", "transition"], name="transitionreminder_once"
            )
        ]


class SystemEnd(models.Model):
    """Hủy bỏ: a system taken out of use, by the record of what became of its data."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    system = models.OneToOneField(
        InformationSystem, on_delete=models.PROTECT, related_name="end"
    )
    ended_on = models.DateField(_("hủy bỏ ngày"))
    reason = models.CharField(_("lý do"), max_length=LONGEST_REASON)
    decision = models.CharField(_("văn bản cho hủy bỏ"), max_length=LONGEST_REASON)
    record = models.ForeignKey(
        "inventory.WipingRecord",
        verbose_name=_("hồ sơ xử lý vật mang"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    # Before such records were kept, the end of a system said it itself.
    wiped = models.CharField(
        _("xử lý dữ liệu"), max_length=9, choices=WIPED_NAMES.items(), blank=True
    )
    wiped_on = models.DateField(_("ngày xử lý dữ liệu"), null=True, blank=True)
    wiped_by = models.CharField(
        _("người xử lý dữ liệu"), max_length=LONGEST_LINE, blank=True
    )
    witness = models.CharField(
        _("người chứng kiến"), max_length=LONGEST_LINE, blank=True
    )
    filed_in = models.CharField(_("lưu ở hồ sơ"), max_length=LONGEST_REASON, blank=True)
    papers: models.ManyToManyField[models.Model, models.Model] = models.ManyToManyField(
        "inventory.MachinePaper", related_name="+", blank=True
    )
    at = models.DateTimeField(_("lúc"))
    by = models.CharField(_("ai"), max_length=80)

    class Meta:
        verbose_name = _("hủy bỏ hệ thống")
        constraints = [
            models.CheckConstraint(
                name="systemend_is_witnessed",
                condition=Q(record__isnull=False)
                | (~Q(witness="") & ~Q(wiped_by="") & ~Q(filed_in="")),
            )
        ]


class SystemLevel(models.Model):
    """A level that was approved, from its day on; never changed. The newest holds."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    system = models.ForeignKey(
        InformationSystem, on_delete=models.PROTECT, related_name="levels"
    )
    level = models.PositiveSmallIntegerField(_("cấp độ"))
    on = models.DateField(_("phê duyệt ngày"))
    basis = models.CharField(_("theo văn bản"), max_length=LONGEST_REASON)
    dossier = models.OneToOneField(
        LevelDossier,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="approved_level",
    )
    at = models.DateTimeField(_("ghi lúc"))
    by = models.CharField(_("người ghi"), max_length=80)

    class Meta:
        verbose_name = _("cấp độ đã phê duyệt")
        constraints = [
            models.CheckConstraint(
                name="systemlevel_known",
                condition=Q(level__range=(1, 5)) & ~Q(basis=""),
            )
        ]
        indexes = [models.Index(fields=["system", "on"], name="systemlevel_of_system")]
