"""Why something that was written down is replaced."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Change(models.TextChoices):
    """Why what was written down is replaced. A mistake is put right wherever a copy of it went (art. 16 and 19 RODO);
    what a family told truly and lives differently now is not.
    """

    ERROR = "error", _("it was a mistake")
    LIFE = "life", _("it has changed in life")
