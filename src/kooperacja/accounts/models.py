"""The person who signs in, and the keys with which programs act for that person."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from kooperacja.accounts.keys import Scope
from kooperacja.foundation.clock import now


class UserManager(BaseUserManager["User"]):
    """Finds an account by its e-mail address, whatever the case of its letters."""

    @override
    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A new account; without a password it cannot sign in."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A worker's account. It is never deleted: it ends by `is_active`, the trail still names it."""

    email = models.EmailField(_("e-mail address"), unique=True)
    full_name = models.CharField(_("first name and surname"), max_length=120)
    is_active = models.BooleanField(_("active"), default=True)
    must_change_password = models.BooleanField(_("must choose a password"), default=False)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")

    @override
    def __str__(self) -> str:
        return self.full_name

    @override
    def set_password(self, raw_password: str | None) -> None:
        """A password that was set anew is the person's own; who gives a passing one says so after."""
        super().set_password(raw_password)
        self.must_change_password = False


class AccessToken(models.Model):
    """A key of one program. It acts as one membership of its owner and dies with it (I14).

    `membership_id` is a number and no relation, because memberships stand above accounts. The secret
    itself is kept nowhere; `shown` is its beginning.
    """

    user = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("account"))
    membership_id = models.BigIntegerField(_("membership"))
    name = models.CharField(_("name of the program"), max_length=80)
    scope = models.CharField(_("scope"), max_length=8, choices=Scope)
    digest = models.CharField(_("digest"), max_length=64, unique=True)
    shown = models.CharField(_("beginning"), max_length=16)
    created_at = models.DateTimeField(_("created at"), default=now)
    expires_at = models.DateTimeField(_("expires at"))
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)
    last_used_at = models.DateTimeField(_("last used at"), null=True, blank=True)

    class Meta:
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")
        indexes = (models.Index(fields=["user", "-created_at"], name="accesstoken_user"),)

    @override
    def __str__(self) -> str:
        return self.name

    @property
    def may_write(self) -> bool:
        return self.scope == Scope.WRITE
