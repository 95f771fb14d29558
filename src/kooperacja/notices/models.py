"""The outbox: one row per worker and event; history and queue are the same table."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from kooperacja.foundation.clock import now


class Notice(models.Model):
    """Something happened with an object that this worker follows, in this institution."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    institution_id = models.BigIntegerField(_("institution"))
    code = models.CharField(_("code"), max_length=60)
    about_kind = models.CharField(_("kind of object"), max_length=30)
    about_id = models.BigIntegerField(_("object"))
    created_at = models.DateTimeField(_("created at"), default=now)
    seen_at = models.DateTimeField(_("seen at"), null=True, blank=True)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        indexes = (
            models.Index(
                fields=["user", "institution_id", "-created_at"],
                name="notice_unseen",
                condition=models.Q(seen_at=None),
            ),
            models.Index(fields=["about_kind", "about_id", "user"], name="notice_about"),
        )

    @override
    def __str__(self) -> str:
        return f"{self.code} {self.about_kind}:{self.about_id}"
