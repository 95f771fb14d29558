"""An account by its address; keys of programs: the live one of a secret, and those of a person."""

from django.db.models import QuerySet

from kooperacja.accounts import keys
from kooperacja.accounts.models import AccessToken, User
from kooperacja.foundation.clock import now


def live_token(secret: str) -> AccessToken | None:
    """The key of this secret with its account, unless it has expired, was revoked, or the account is
    closed. Whether its membership still lives is asked by those who know memberships.
    """
    rows = AccessToken.objects.select_related("user").filter(digest=keys.digest(secret), revoked_at=None)
    return rows.filter(expires_at__gt=now(), user__is_active=True).first()


def tokens_of(user_id: int) -> QuerySet[AccessToken]:
    """Newest first."""
    return AccessToken.objects.filter(user_id=user_id).order_by("-created_at", "-pk")


def account_of(email: str) -> User | None:
    """Of whom a command is told by an address; a closed account acts no more."""
    return User.objects.filter(email__iexact=email, is_active=True).first()
