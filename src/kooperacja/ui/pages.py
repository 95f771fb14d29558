"""From a view to a response: the whole page, or one block of the same page when htmx asks for it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template import engines
from django.template.backends.utils import csrf_input_lazy
from django.utils.cache import patch_vary_headers
from django.utils.functional import SimpleLazyObject
from jinja2 import Template

from kooperacja.ui.jinja import PageTemplates
from kooperacja.ui.shell import Link, shell_of

SEE_OTHER = 303


def page_context(request: HttpRequest) -> dict[str, Any]:
    """Names that every template has. The shell is made only when a page draws it: a block alone does not pay for it."""
    return {
        "request": request,
        "actor": getattr(request, "actor", None),
        "shell": SimpleLazyObject(lambda: shell_of(request)),
        "csp_nonce": SimpleLazyObject(lambda: str(getattr(request, "csp_nonce", ""))),
        "messages": SimpleLazyObject(lambda: list(get_messages(request))),
        "csrf_input": csrf_input_lazy(request),
    }


def is_fragment(request: HttpRequest) -> bool:
    """Whether htmx asks, and not the browser restoring a page from its history, which needs the whole of it."""
    asks = request.headers.get("HX-Request") == "true"
    return asks and request.headers.get("HX-History-Restore-Request") != "true"


def render(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    block: str | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page; for htmx and with `block` only that block of it. Both come from one file, so they cannot differ."""
    names = {**page_context(request), **(context or {})}
    page = _template(template)
    html = _one_block(page, block, names) if block and is_fragment(request) else page.render(names)
    response = HttpResponse(html, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def redirect(request: HttpRequest, to: str) -> HttpResponse:
    """After a form was obeyed: go on. htmx is told to load the page, else it would swap it into the form."""
    if is_fragment(request):
        return HttpResponse(status=204, headers={"HX-Redirect": to})
    response = HttpResponseRedirect(to)
    response.status_code = SEE_OTHER
    return response


def refuse(
    request: HttpRequest,
    *,
    what: str,
    why: str = "",
    ways: Sequence[str | Link] = (),
    status: int = 403,
    code: str = "",
) -> HttpResponse:
    """A page, or for htmx an alert, that says what is not possible, why, and what can be done instead."""
    level = 2 if is_fragment(request) else 1
    context = {"what": what, "why": why, "ways": ways, "code": code, "level": level}
    return render(request, "ui/error.html", context, block="refusal", status=status)


def _template(name: str) -> Template:
    engine = next(engine for engine in engines.all() if isinstance(engine, PageTemplates))
    found: Template = engine.get_template(name).template
    return found


def _one_block(page: Template, block: str, names: dict[str, Any]) -> str:
    """Imports and variables at the top of the page are run first; the shell around the block is not."""
    context = page.new_context(names)
    next(iter(page.root_render_func(context)), None)
    return "".join(context.blocks[block][0](context))
