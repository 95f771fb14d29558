"""Secret addresses of calendars."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from kooperacja.audit.models import About
from kooperacja.directory.models import Membership
from kooperacja.foundation.clock import now


class CalendarAddress(models.Model):
    """Whoever knows the address reads the calendar of one membership; of the address only a digest is kept. It dies
    with the membership and with a newer one.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    digest = models.CharField(_("digest"), max_length=64, unique=True)
    created_at = models.DateTimeField(_("created at"), default=now)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)

    class Meta:
        verbose_name = _("address of a calendar")
        verbose_name_plural = _("addresses of calendars")
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            models.UniqueConstraint(
                fields=["membership"], condition=models.Q(revoked_at=None), name="calendaraddress_one"
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.pk}"

    def about(self) -> About:
        return About("calendaraddress", self.pk)
