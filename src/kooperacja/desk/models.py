"""What a worker arranged for himself."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from typing_extensions import override


class SavedView(models.Model):
    """A list with its filters and order under a name of the worker's own choice."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    institution_id = models.BigIntegerField(_("institution"))
    listing = models.CharField(_("list"), max_length=30)
    name = models.CharField(_("name"), max_length=40)
    query = models.CharField(_("filters"), max_length=500)

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        constraints = (
            models.UniqueConstraint(fields=["user", "institution_id", "listing", "name"], name="savedview_name"),
        )

    @override
    def __str__(self) -> str:
        return self.name
