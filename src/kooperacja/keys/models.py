"""Keys of institutions, wrapped by a root key that is not in the database."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from kooperacja.audit.models import About
from kooperacja.directory.models import Institution
from kooperacja.foundation.clock import now


class InstitutionKey(models.Model):
    """One key of one institution. The current one seals; a retired one only opens, until a rotation has
    sealed all of its values anew. Then it is destroyed: `wrapped` is empty, and the row stays, so that
    no number is given twice.
    """

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField(_("number"))
    root = models.CharField(_("root key"), max_length=16)
    wrapped = models.BinaryField(_("wrapped key"))
    made_at = models.DateTimeField(_("made at"), default=now)
    retired_at = models.DateTimeField(_("retired at"), null=True, blank=True)
    destroyed_at = models.DateTimeField(_("destroyed at"), null=True, blank=True)

    class Meta:
        verbose_name = _("key of an institution")
        verbose_name_plural = _("keys of institutions")
        constraints = (
            models.UniqueConstraint(fields=["institution", "number"], name="institutionkey_number"),
            models.UniqueConstraint(
                fields=["institution"], condition=models.Q(retired_at=None), name="institutionkey_one_current"
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.institution_id}/{self.number}"

    def about(self) -> About:
        return About("institutionkey", self.pk)

    def bound(self) -> str:
        """What the wrapped bytes belong to: in another row they do not open."""
        return f"{self.institution_id}|{self.number}"
