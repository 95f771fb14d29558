"""How often a worker wants e-mail, and the messages: queue and history are the same table."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from kooperacja.audit.models import About
from kooperacja.directory.models import Institution
from kooperacja.foundation.clock import now
from kooperacja.foundation.refs import new_ref


class Pace(models.TextChoices):
    DAILY = "daily", _("once a day, in the morning")
    AT_ONCE = "at_once", _("each time something comes")
    NEVER = "never", _("not at all")


class MailChoice(models.Model):
    """What a worker has chosen; one who has not gets a message once a day."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    pace = models.CharField(_("how often"), max_length=10, choices=Pace, default=Pace.DAILY)

    class Meta:
        verbose_name = _("choice of e-mail")
        verbose_name_plural = _("choices of e-mail")

    @override
    def __str__(self) -> str:
        return self.pace

    def about(self) -> About:
        return About("mailchoice", self.pk)


class Failure(models.TextChoices):
    """Why a message was given up."""

    REFUSED = "refused", _("the server refused the address")
    TOO_LATE = "too_late", _("the server did not take it for two days")
    NOT_NEEDED = "not_needed", _("everything was read before it was sent")
    LEFT = "left", _("the worker has left the institution")


class Mail(models.Model):
    """A message to one worker of one institution: there are `number` notices up to the notice `upto`.

    `next_try_at` is when it may be sent; whoever sends moves it first, so two senders send it once.
    """

    ref = models.CharField(_("reference"), max_length=16, unique=True, default=new_ref)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    upto = models.BigIntegerField(_("newest notice"))
    number = models.PositiveIntegerField(_("number of notices"))
    written_at = models.DateTimeField(_("written at"), default=now)
    next_try_at = models.DateTimeField(_("next try at"), default=now)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    given_up_at = models.DateTimeField(_("given up at"), null=True, blank=True)
    failure = models.CharField(_("why it was given up"), max_length=12, choices=Failure, blank=True)

    class Meta:
        verbose_name = _("e-mail about notices")
        verbose_name_plural = _("e-mails about notices")
        constraints = (
            # Two timetables that run at once write one message.
            models.UniqueConstraint(fields=["user", "institution", "upto"], name="mail_once"),
        )
        indexes = (
            models.Index(
                fields=["next_try_at", "id"],
                name="mail_waiting",
                condition=models.Q(sent_at=None, given_up_at=None),
            ),
        )

    @override
    def __str__(self) -> str:
        return self.ref
