"""The files of a dossier as a spreadsheet: what is known of them, and nothing of what is in them."""

from django.utils.translation import gettext as _

from kooperacja.documents.queries import FilesPage
from kooperacja.foundation.sheets import workbook


def files(page: FilesPage) -> bytes:
    head = (_("File"), _("Kind"), _("Size in bytes"), _("About whom"), _("What about"), _("Attached"), _("By whom"))
    told = (
        (one.name, one.kind_label, one.size, page.name_of(one), one.category_label, one.attached_at, one.author)
        for one in page.files
    )
    return workbook(_("Files of the case"), head, told)
