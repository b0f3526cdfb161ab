"""What a council said of dossiers whose period has run out, and what followed."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congvu.archives.rules import (
    APPRAISAL_STATE_NAMES,
    COUNCIL_PART_NAMES,
    LONGEST_REASON,
    LONGEST_SYMBOL,
    LONGEST_TITLE,
    RETENTION_NAMES,
    VERDICT_NAMES,
    AppraisalState,
    CouncilPart,
    Verdict,
)
from congvu.lib.ids import uuid7


class Appraisal(models.Model):
    """One sitting of a council (Hội đồng xác định giá trị), to its end.

    Kept until ``trail_until`` at least, with its list, opinions and minutes; nothing
    of it is ever removed by this office. ``fonds`` is the agency of that day.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    fonds = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(
        _("trạng thái"),
        max_length=10,
        choices=APPRAISAL_STATE_NAMES.items(),
        default=AppraisalState.OPEN,
    )
    basis = models.CharField(_("quyết định thành lập hội đồng"), max_length=300)
    opened_at = models.DateTimeField(_("lập lúc"))
    opened_by = models.CharField(_("người lập danh mục"), max_length=80)
    opened_as = models.CharField(_("chức vụ người lập"), max_length=200)
    minutes = models.TextField(_("nội dung biên bản họp"), blank=True)
    concluded_at = models.DateTimeField(_("kết luận lúc"), null=True, blank=True)
    concluded_by = models.CharField(_("người kết luận"), max_length=80, blank=True)
    approved_at = models.DateTimeField(_("duyệt lúc"), null=True, blank=True)
    approved_by = models.CharField(_("người duyệt"), max_length=80, blank=True)
    approved_as = models.CharField(_("chức vụ người duyệt"), max_length=200, blank=True)
    decision = models.CharField(_("quyết định hủy"), max_length=300, blank=True)
    outside_word = models.CharField(
        _("ý kiến cơ quan có thẩm quyền"), max_length=LONGEST_REASON, blank=True
    )
    returned_because = models.CharField(
        _("lý do không duyệt"), max_length=LONGEST_REASON, blank=True
    )
    carried_at = models.DateTimeField(_("hủy lúc"), null=True, blank=True)
    carried_by = models.CharField(_("người hủy"), max_length=80, blank=True)
    carried_as = models.CharField(_("chức vụ người hủy"), max_length=200, blank=True)
    way = models.CharField(_("cách hủy"), max_length=LONGEST_REASON, blank=True)
    trail_until = models.DateField(_("giữ hồ sơ hủy đến"), null=True, blank=True)

    class Meta:
        verbose_name = _("đợt xét hủy hồ sơ")
        constraints = [
            models.CheckConstraint(
                name="appraisal_state_known",
                condition=Q(state__in=[s.value for s in AppraisalState]),
            ),
            models.CheckConstraint(name="appraisal_has_basis", condition=~Q(basis="")),
            models.CheckConstraint(
                name="appraisal_concluded_is_whole",
                condition=Q(state=AppraisalState.OPEN)
                | Q(concluded_at__isnull=False) & ~Q(minutes=""),
            ),
            models.CheckConstraint(
                name="appraisal_destruction_approved",
                condition=Q(carried_at__isnull=True)
                | Q(approved_at__isnull=False, trail_until__isnull=False)
                & ~Q(decision=""),
            ),
        ]
        indexes = [models.Index(fields=["agency", "-opened_at"], name="appraisal_new")]


class CouncilMember(models.Model):
    """Who sat in the council, under the name and post of that day."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    appraisal = models.ForeignKey(
        Appraisal, on_delete=models.PROTECT, related_name="members"
    )
    post_id = models.UUIDField()
    name = models.CharField(_("thành viên"), max_length=300)
    part = models.CharField(
        _("vai trò"), max_length=9, choices=COUNCIL_PART_NAMES.items()
    )

    class Meta:
        verbose_name = _("thành viên hội đồng")
        constraints = [
            models.UniqueConstraint(
                fields=["appraisal", "post_id"], name="councilmember_once"
            ),
            models.UniqueConstraint(
                fields=["appraisal", "part"],
                condition=~Q(part=CouncilPart.MEMBER),
                name="councilmember_one_chair_one_secretary",
            ),
        ]


class AppraisedDossier(models.Model):
    """One line of the list (danh mục hồ sơ hết thời hạn), in the words of that day.

    ``verdict`` is what the council concluded; ``destroyed_at`` and the counts are what
    was carried out: files kept lie in another dossier or register.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    appraisal = models.ForeignKey(
        Appraisal, on_delete=models.PROTECT, related_name="lines"
    )
    dossier = models.ForeignKey(
        "archives.Dossier", on_delete=models.PROTECT, related_name="appraised"
    )
    is_open = models.BooleanField(_("đang xét"), default=True)
    position = models.PositiveIntegerField(_("TT"))
    symbol = models.CharField(_("số, ký hiệu"), max_length=LONGEST_SYMBOL)
    year = models.PositiveSmallIntegerField(_("năm"))
    title = models.CharField(_("tiêu đề"), max_length=LONGEST_TITLE)
    retention = models.CharField(
        _("thời hạn bảo quản"), max_length=9, choices=RETENTION_NAMES.items()
    )
    kept_until = models.DateField(_("hết thời hạn"))
    items_total = models.PositiveIntegerField(_("số văn bản"), default=0)
    sheets = models.PositiveIntegerField(_("số tờ, trang"), default=0)
    verdict = models.CharField(
        _("kết luận"), max_length=7, choices=VERDICT_NAMES.items(), blank=True
    )
    new_retention = models.CharField(
        _("thời hạn mới"), max_length=9, choices=RETENTION_NAMES.items(), blank=True
    )
    destroyed_at = models.DateTimeField(_("hủy lúc"), null=True, blank=True)
    files_destroyed = models.PositiveIntegerField(_("số tệp đã hủy"), default=0)
    files_kept = models.PositiveIntegerField(_("số tệp còn giữ nơi khác"), default=0)

    class Meta:
        verbose_name = _("hồ sơ xét hủy")
        constraints = [
            models.UniqueConstraint(
                fields=["appraisal", "position"], name="appraised_position"
            ),
            models.UniqueConstraint(
                fields=["dossier"],
                condition=Q(is_open=True),
                name="appraised_by_one_council",
            ),
            models.CheckConstraint(
                name="appraised_destroyed_by_verdict",
                condition=Q(destroyed_at__isnull=True) | Q(verdict=Verdict.DESTROY),
            ),
            models.CheckConstraint(
                name="appraised_extended_says_how_long",
                condition=~Q(verdict=Verdict.EXTEND) | ~Q(new_retention=""),
            ),
        ]


class CouncilOpinion(models.Model):
    """What one member said of one dossier; never edited."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    line = models.ForeignKey(
        AppraisedDossier, on_delete=models.PROTECT, related_name="opinions"
    )
    member = models.ForeignKey(
        CouncilMember, on_delete=models.PROTECT, related_name="opinions"
    )
    at = models.DateTimeField(_("lúc"))
    by = models.CharField(_("người cho ý kiến"), max_length=80)
    verdict = models.CharField(_("ý kiến"), max_length=7, choices=VERDICT_NAMES.items())
    retention = models.CharField(
        _("thời hạn mới"), max_length=9, choices=RETENTION_NAMES.items(), blank=True
    )
    text = models.CharField(_("lời ghi"), max_length=LONGEST_REASON, blank=True)

    class Meta:
        verbose_name = _("ý kiến hội đồng")
        constraints = [
            models.UniqueConstraint(
                fields=["line", "member"], name="councilopinion_once"
            ),
        ]
