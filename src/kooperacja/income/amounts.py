"""Amounts as people in Poland write them, and whole grosze for reckoning. No binary fractions anywhere."""

import re
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext_lazy as _

from kooperacja.foundation.errors import RuleBroken

# Spaces that divide thousands: a plain one, and those that a word processor puts there.
SPACES = re.compile(r"[ \u00a0\u2009\u202f]")
UNIT = re.compile(r"\s*(zł|zl|pln|ha)\.?$", re.IGNORECASE)
WRITTEN = re.compile(r"([0-9]{1,3}( [0-9]{3})+|[0-9]+)([.,][0-9]+)?")
# A hyphen, the minus sign and the dash that a word processor makes of it.
MINUS = ("-", "\u2212", "\u2013")
# Longer texts are no amounts, and are not searched.
LONGEST = 40


def read_amount(text: str) -> Decimal:
    """ "1 234,56", "1234.56" and "1234,56 zł" are the same number."""
    plain = UNIT.sub("", SPACES.sub(" ", text[: LONGEST + 1]).strip())
    if plain.startswith(MINUS):
        raise RuleBroken("income.negative", _("Write the amount without a minus. What is deducted has its own kind."))
    if len(text) > LONGEST or not WRITTEN.fullmatch(plain):
        raise RuleBroken("income.not_an_amount", _("Write the amount like this: 1 234,56."))
    return Decimal(plain.replace(" ", "").replace(",", "."))


def rounded(value: Decimal) -> int:
    """Halves of a grosz go up."""
    return int(value.quantize(Decimal(1), ROUND_HALF_UP))


def grosze(zlote: Decimal) -> int:
    return rounded(zlote * 100)


def zlote(amount: int) -> Decimal:
    return Decimal(amount).scaleb(-2)
