"""Words of this package: why files change hands for good, and what a file on its lists is."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Reason(TextChoices):
    """A code in the trail, a word on the form."""

    LEAVING = "leaving", _("the worker leaves")
    DUTIES = "duties", _("a change of duties")
    LOAD = "load", _("too many families for one worker")
    WISH = "wish", _("the family asked for it")
    OTHER = "other", _("another reason")


class FileKind(TextChoices):
    CASE = "case", _("case")
    REFERRAL = "referral", _("referral")
    INBOX = "inbox", _("inbox of the institution")
