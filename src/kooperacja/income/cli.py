"""`income check`: the income help from the command line."""

import re
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kooperacja.foundation.clock import today
from kooperacja.foundation.commands import Command
from kooperacja.foundation.errors import RuleBroken
from kooperacja.income.amounts import read_amount
from kooperacja.income.reckoning import Check, Comparison, Given, reckon
from kooperacja.ui.formats import date_text, money_text


def _receipt(text: str) -> Given:
    """`1:employment:2100,00`: who, what kind, how much."""
    person, _colon, rest = text.partition(":")
    kind, colon, amount = rest.partition(":")
    if not (colon and re.fullmatch(r"[0-9]{1,3}", person)):
        raise ArgumentTypeError(_("Write a receipt like this: 1:employment:2100,00"))
    try:
        return Given(int(person), kind, read_amount(amount))
    except RuleBroken as refusal:
        raise ArgumentTypeError(str(refusal)) from refusal


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("receipts", nargs="*", type=_receipt, metavar="PERSON:KIND:AMOUNT", help=_("one receipt"))
    parser.add_argument("--people", type=int, required=True, help=_("how many people live and keep house together"))
    parser.add_argument("--day", type=date.fromisoformat, help=_("for which day, as 2026-11-23; today if left out"))


def _run(options: Namespace) -> None:
    check = reckon(day=options.day or today(), people=options.people, given=options.receipts)
    sys.stdout.write("".join(f"{line}\n" for line in _lines(check)))


def _lines(check: Check) -> Iterator[str]:
    for step in check.steps:
        yield "\t".join((str(step.person), step.kind.label, money_text(step.counted), step.kind.article))
    yield "\t".join((_("Together"), money_text(check.total)))
    yield "\t".join((_("For one person"), money_text(check.per_person)))
    for one in check.comparisons:
        yield "\t".join((f"{one.multiple.percent} %", money_text(one.limit), _gap(one), one.multiple.source))
    yield _("Table of amounts from %(day)s: %(source)s.") % {
        "day": date_text(check.table.since),
        "source": check.table.source,
    }
    if check.may_be_outdated:
        yield _("Amounts are reviewed every three years. Check whether a newer table is in force on this day.")
    yield _("This is not a decision.")


def _gap(one: Comparison) -> str:
    if one.is_equal:
        return _("exactly the limit")
    told = {"amount": money_text(one.gap)}
    return (_("below by %(amount)s") if one.is_within else _("above by %(amount)s")) % told


COMMANDS = (Command("income check", gettext_lazy("Compare an income with the criteria"), _arguments, _run),)
