"""Who somebody is in a household."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kinship(models.TextChoices):
    """Who somebody is in the household."""

    MOTHER = "mother", _("mother")
    FATHER = "father", _("father")
    DAUGHTER = "daughter", _("daughter")
    SON = "son", _("son")
    GRANDMOTHER = "grandmother", _("grandmother")
    GRANDFATHER = "grandfather", _("grandfather")
    PARTNER = "partner", _("partner")
    RELATIVE = "relative", _("other relative")
    GUARDIAN = "guardian", _("legal guardian")
    FOSTER_CHILD = "foster_child", _("foster child")
    LODGER = "lodger", _("other person in the household")
    SINGLE = "single", _("single person")
