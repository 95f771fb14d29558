"""What an adult of the family answered. A change of mind is another row."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from typing_extensions import override

from kooperacja.access.models import Labelled
from kooperacja.cases.models import Case
from kooperacja.foundation.clock import now
from kooperacja.foundation.refs import new_ref
from kooperacja.people.models import Person


class Answer(models.TextChoices):
    YES = "yes", pgettext_lazy("participation", "agrees to take part")
    NO = "no", pgettext_lazy("participation", "does not agree")


class Medium(models.TextChoices):
    """How it was said. What was only said is written down on paper at the next meeting."""

    PAPER = "paper", pgettext_lazy("participation", "signed on paper")
    SPOKEN = "spoken", pgettext_lazy("participation", "said to the worker")


class Participation(Labelled):
    """The answer of one adult, of one day: category coordination, level 1, no name in it. The newest one counts."""

    ref = models.CharField(_("reference"), max_length=16, unique=True, default=new_ref)
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    answer = models.CharField(_("answer"), max_length=3, choices=Answer)
    medium = models.CharField(_("way"), max_length=8, choices=Medium)
    said_on = models.DateField(_("said on"))
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(_("created at"), default=now)

    class Meta(Labelled.Meta):
        verbose_name = _("answer about taking part")
        verbose_name_plural = _("answers about taking part")
        indexes: ClassVar[tuple[models.Index, ...]] = (
            *Labelled.Meta.indexes,
            models.Index(fields=["case", "person", "-id"], name="participation_case"),
        )

    @override
    def __str__(self) -> str:
        return self.ref
