"""The shape of what people give with a file. What is in the file is asked by the action."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kooperacja.documents.law import limits
from kooperacja.documents.models import FileKind, WhyWithdrawn

CHOOSE = ("", _("Choose"))


class AttachForm(forms.Form):
    file = forms.FileField(
        label=pgettext_lazy("field", "File"),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ",".join(f".{kind.value}" for kind in FileKind) + ",.jpeg"}),
    )
    about = forms.ChoiceField(label=_("About whom"))
    category = forms.ChoiceField(
        label=_("What about"),
        help_text=_("Health, disability and addiction: every reading of such a file is written to the trail."),
    )

    def __init__(self, *args: Any, whom: Any, categories: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        told = {"kinds": "PDF, JPEG, PNG, DOCX, XLSX, ODT", "limit": limits().megabytes}
        self.fields["file"].help_text = _("%(kinds)s, at most %(limit)s MB.") % told
        self.fields["about"].choices = whom  # type: ignore[attr-defined]
        self.fields["category"].choices = [CHOOSE, *categories]  # type: ignore[attr-defined]


class WithdrawForm(forms.Form):
    why = forms.ChoiceField(label=_("Why"), choices=WhyWithdrawn.choices, widget=forms.RadioSelect)
    version = forms.IntegerField(widget=forms.HiddenInput)
