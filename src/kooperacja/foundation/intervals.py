"""Facts that hold from an instant until another: half-open, in UTC, never backdated."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kooperacja.foundation.clock import OPEN_END, now


def valid_at(at: datetime, prefix: str = "") -> Q:
    """The condition that an interval fact, reached by `prefix`, holds at `at`."""
    return Q(**{f"{prefix}valid_from__lte": at, f"{prefix}valid_to__gt": at})


class Interval(models.Model):
    """`[valid_from, valid_to)`. The date that a paper names is another column (kernel.md 6.3)."""

    valid_from = models.DateTimeField(_("valid from"), default=now)
    valid_to = models.DateTimeField(_("valid until"), default=OPEN_END)
    recorded_at = models.DateTimeField(_("recorded at"), default=now)
    recorded_by = models.BigIntegerField(_("recorded by"), default=0)

    class Meta:
        abstract = True
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            models.CheckConstraint(condition=Q(valid_to__gte=F("valid_from")), name="%(app_label)s_%(class)s_order"),
        )

    def holds_at(self, at: datetime) -> bool:
        return self.valid_from <= at < self.valid_to
