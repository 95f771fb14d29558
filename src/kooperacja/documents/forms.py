"""The shape of what people give with a file. What is in the file is asked by the action."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kooperacja.documents.law import limits
from kooperacja.documents.models import FileKind, WhyWithdrawn

KINDS = "PDF, JPEG, PNG, DOCX, XLSX, ODT"
CHOOSE = ("", _("Choose"))


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


class AttachForm(forms.Form):
    file = FileField()
    about = forms.ChoiceField(label=_("About whom"))
    category = forms.ChoiceField(
        label=_("What about"),
        help_text=_("Health, disability and addiction: every reading of such a file is written to the trail."),
    )

    def __init__(self, *args: Any, whom: Any, categories: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["about"].choices = whom  # type: ignore[attr-defined]
        self.fields["category"].choices = [CHOOSE, *categories]  # type: ignore[attr-defined]


class WithdrawForm(forms.Form):
    why = forms.ChoiceField(label=_("Why"), choices=WhyWithdrawn.choices, widget=forms.RadioSelect)
    version = forms.IntegerField(widget=forms.HiddenInput)
