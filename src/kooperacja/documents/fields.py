"""The field of every form that takes a file."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kooperacja.documents.law import limits
from kooperacja.documents.models import FileKind

KINDS = "PDF, JPEG, PNG, DOCX, XLSX, ODT"


class FileField(forms.FileField):
    """A file of the kinds and the size that are accepted; what is in it is asked by the action."""

    def __init__(self) -> None:
        accepted = ",".join(f".{kind.value}" for kind in FileKind) + ",.jpeg"
        super().__init__(
            label=pgettext_lazy("field", "File"),
            allow_empty_file=True,
            widget=forms.FileInput(attrs={"accept": accepted}),
            help_text=_("%(kinds)s, at most %(limit)s MB.") % {"kinds": KINDS, "limit": limits().megabytes},
        )
