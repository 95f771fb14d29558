"""The two lists of this package as spreadsheets."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kooperacja.foundation.sheets import workbook
from kooperacja.handover.queries.files import File
from kooperacja.handover.queries.substitutions import Substitution


def substitutions(rows: Iterable[Substitution]) -> bytes:
    head = (_("Away"), _("Who stands in"), _("From"), pgettext("last day", "Until"), pgettext("handed over", "Files"))
    told = ((row.absent, row.substitute, row.since, row.until, row.number) for row in rows)
    return workbook(_("Standing in"), head, told)


def unattended(rows: Iterable[File]) -> bytes:
    head = (pgettext("handed over", "File"), _("Kind"), _("About"), _("Who led it"))
    told = ((row.label, str(row.kind.label), row.about, row.led_by) for row in rows)
    return workbook(_("Files that nobody leads"), head, told)
