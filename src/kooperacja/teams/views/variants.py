"""Variants of the model: which there are, one as a page and as a file, and a file that is tried and saved."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from kooperacja.audit.steps import Step, run, show
from kooperacja.foundation.errors import RuleBroken
from kooperacja.foundation.routes import ActorRequest
from kooperacja.teams import access, actions, forms, queries
from kooperacja.teams.shape import LARGEST_FILE, Variant, to_toml, variant_of_bytes, variant_of_text
from kooperacja.teams.views.asking import posted
from kooperacja.teams.words import KindLine, kind_lines
from kooperacja.ui.pages import render

REFUSED = 422


@dataclass(frozen=True, slots=True)
class Trial:
    """What a file would do: its variant, and whether it is new, another version, or says nothing new."""

    variant: Variant
    kinds: list[KindLine]
    is_new: bool
    is_same: bool


def variants(request: ActorRequest) -> HttpResponse:
    context = {"lines": queries.variants(), "may_define": access.can_define(request.actor)}
    return render(request, "teams/variants.html", context)


def variant(request: ActorRequest, code: str) -> HttpResponse:
    line = queries.variant_line(code)
    return render(request, "teams/variant.html", {"line": line, "kinds": kind_lines(line.variant)})


def variant_file(request: ActorRequest, code: str) -> HttpResponse:
    """The file that a centre changes and gives back under a code of its own."""
    text = to_toml(queries.variant_of_code(code))
    headers = {"Content-Disposition": f'attachment; filename="{code}.toml"', "Cache-Control": "no-store"}
    return HttpResponse(text.encode(), content_type="application/toml; charset=utf-8", headers=headers)


def try_file(request: ActorRequest) -> HttpResponse:
    """First only told: what the file would do, or everything that is wrong in it, each with its place."""
    form = forms.VariantFileForm(posted(request), request.FILES or None)
    faults: list[str] = []
    if form.is_valid():
        raw = form.cleaned_data["file"].read(LARGEST_FILE + 1)
        try:
            return _tried(request, raw)
        except RuleBroken as refusal:
            faults = [*str(refusal).splitlines(), *map(str, refusal.ways)]
    context = {"form": form, "faults": faults}
    status = REFUSED if faults or form.errors else 200
    return render(request, "teams/variant_file.html", context, status=status)


def _tried(request: ActorRequest, raw: bytes) -> HttpResponse:
    said = variant_of_bytes(raw)
    done = actions.define_variant(actor=request.actor, variant=said, dry_run=True)
    trial = Trial(said, kind_lines(said), is_new=done.new > 0, is_same=done.same > 0)
    form = forms.VariantTextForm(initial={"text": to_toml(said)})
    return show(request, Step("teams/variant_try.html", form, "", {"trial": trial}))


def save(request: ActorRequest) -> HttpResponse:
    """The file that was tried a moment ago; it is read and judged anew."""
    form = forms.VariantTextForm(posted(request))
    step = Step("teams/variant_try.html", form, _("The variant is saved."), {"trial": None})
    return run(request, step, lambda: _saved(request, form)) if form.is_valid() else show(request, step)


def _saved(request: ActorRequest, form: forms.VariantTextForm) -> str:
    said = variant_of_text(form.cleaned_data["text"])
    actions.define_variant(actor=request.actor, variant=said)
    return reverse("teams:variant", args=[said.code])
