"""Pages: each template is used, short, works without script, and reaches for nothing outside."""

import ast
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from django.template import engines
from jinja2 import Environment, nodes

from kooperacja.ui.kit import COMPONENTS
from tests.house import exceptions
from tests.house.test_workflows import FLOWS
from tests.house.tree import ROOT, SOURCE, Finding, assert_kept, each, modules, templates

Rule = Callable[[Path], Iterator[object]]

MOST_LINES = 150
STATIC = SOURCE / "ui" / "static"
STATES = {state.value for flow in FLOWS for state in flow.states}
TESTS_OF_EQUALITY = {"eq", "equalto", "ne", "in", "sameas", "=="}
# In the text between tags and statements.
MARKUP = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
TAG = re.compile(r"<([a-zA-Z][\w-]*)((?:\{\{.*?\}\}|\{%.*?%\}|[^<>{]|\{(?![{%]))*)>", re.DOTALL)
ATTRIBUTE = re.compile(r"([\w:@-]+)\s*=\s*(\"[^\"]*\"|'[^']*')", re.DOTALL)
OUTSIDE = re.compile(r"(?:https?:)?//[\w.-]+\.\w+[^\s\"'`)<>\\]*")
# Names of XML, which nobody fetches.
NAMES_OF_XML = ("http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink", "http://www.w3.org/1999/xhtml")


def name_of(path: Path) -> str:
    """As `render`, `extends` and `include` name it."""
    return path.as_posix().split("/templates/", 1)[1]


def source_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def without_comments(path: Path) -> str:
    return re.sub(r"\{#.*?#\}", "", source_of(path), flags=re.DOTALL)


@cache
def environment() -> Environment:
    found: Environment = engines["jinja2"].env if "jinja2" in engines else next(iter(engines.all())).env
    return found


@cache
def parsed(path: Path) -> nodes.Template:
    return environment().parse(source_of(path))


def at(path: Path, line: int = 1) -> str:
    return f"{path.relative_to(ROOT)}:{line}"


# ---- Used


def _named_in_python() -> Iterator[re.Pattern[str]]:
    """Names of templates in strings; a part that is put in stands for any word."""
    for module in modules():
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.endswith(".html"):
                yield re.compile(re.escape(node.value))
            if isinstance(node, ast.JoinedStr):
                yield from _put_together(node)


def _put_together(node: ast.JoinedStr) -> Iterator[re.Pattern[str]]:
    parts = [part.value if isinstance(part, ast.Constant) else None for part in node.values]
    first, last = parts[0], parts[-1]
    if isinstance(first, str) and "/" in first and isinstance(last, str) and last.endswith(".html"):
        yield re.compile("".join(r"[\w-]+" if part is None else re.escape(str(part)) for part in parts))


def _named_in_templates() -> Iterator[str]:
    for path in templates():
        for kind in (nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport):
            for node in parsed(path).find_all(kind):
                yield from (one.value for one in node.template.find_all(nodes.Const) if isinstance(one.value, str))
                if isinstance(node.template, nodes.Const):
                    yield str(node.template.value)


def test_every_template_is_used() -> None:
    patterns, named = list(_named_in_python()), set(_named_in_templates())
    named |= {f"ui/components/{component}.html" for component in COMPONENTS}
    assert_kept(
        (
            Finding(name_of(path), at(path))
            for path in templates()
            if name_of(path) not in named and not any(pattern.fullmatch(name_of(path)) for pattern in patterns)
        ),
        exceptions.TEMPLATES_OF_LIBRARIES,
    )


def test_every_template_that_is_named_exists() -> None:
    present = {name_of(path) for path in templates()}
    assert_kept(Finding(name, "a template") for name in set(_named_in_templates()) if name not in present)


def test_every_template_lies_in_the_folder_of_its_package() -> None:
    """`cases/list.html` belongs to `cases`; the pages of the sign-in are dressed by `ui`."""
    for path in templates():
        package, first = path.relative_to(SOURCE).parts[0], name_of(path).split("/")[0]
        assert first == package or name_of(path) in exceptions.TEMPLATES_OF_LIBRARIES, at(path)


@each("path", templates(), name_of)
def test_a_template_is_short_and_can_be_read(path: Path) -> None:
    assert len(source_of(path).splitlines()) <= MOST_LINES
    assert parsed(path)


# ---- Clean


def _forbidden(path: Path) -> Iterator[str]:
    text = without_comments(path)
    for tag, inside in TAG.findall(text):
        names = {name.lower() for name, _ in ATTRIBUTE.findall(MARKUP.sub("", inside))}
        names |= {word.lower() for word in re.findall(r"[\w:@-]+(?==)", MARKUP.sub("", inside))}
        yield from (f"style= in <{tag}>" for name in names if name == "style")
        yield from (f"{name}= in <{tag}>" for name in names if re.fullmatch(r"on[a-z]+|hx-on.*", name))
        if tag.lower() == "script" and not ("nonce=" in inside and "src=" in inside):
            yield "a script without nonce or written into the page"
        if tag.lower() in {"style", "iframe", "object", "embed", "base"}:
            yield f"<{tag}>"
    if "javascript:" in text.lower():
        yield "javascript:"


def test_no_template_holds_style_script_or_handlers() -> None:
    assert_kept(Finding(f"{name_of(path)}: {what}", at(path)) for path in templates() for what in _forbidden(path))


def _mixed_into_attributes(path: Path) -> Iterator[str]:
    """The same by way of a dictionary of attributes."""
    for pair in parsed(path).find_all(nodes.Pair):
        if isinstance(pair.key, nodes.Const) and re.fullmatch(r"style|on[a-z]+|hx-on.*", str(pair.key.value)):
            yield str(pair.key.value)


def test_no_template_puts_style_or_handlers_into_attributes() -> None:
    assert_kept(
        Finding(f"{name_of(path)}: {what}", at(path)) for path in templates() for what in _mixed_into_attributes(path)
    )


def _shipped_for_browsers() -> list[Path]:
    kinds = {".html", ".css", ".js", ".svg", ".json", ".txt"}
    static = [path for path in SOURCE.glob("*/static/**/*") if path.suffix in kinds and "LICENSE" not in path.name]
    return [*templates(), *static]


def test_nothing_that_a_browser_gets_names_an_outside_address() -> None:
    assert_kept(
        Finding(f"{path.name}: {address}", at(path))
        for path in _shipped_for_browsers()
        for address in OUTSIDE.findall(source_of(path))
        if address not in NAMES_OF_XML
    )


# ---- Rules stay out


def _compared(path: Path) -> Iterator[tuple[int, str]]:
    """Comparisons with the value of a state, or of what is called a state with what is not written out."""
    for node in parsed(path).find_all((nodes.Compare, nodes.Test)):
        if isinstance(node, nodes.Test) and node.name not in TESTS_OF_EQUALITY:
            continue
        sides = (
            [node.expr, *(one.expr for one in node.ops)] if isinstance(node, nodes.Compare) else [node.node, *node.args]
        )
        values = {one.value for side in sides for one in _constants(side)}
        of_a_state = any("state" in _dotted(side).split(".") for side in sides)
        if values & STATES or (of_a_state and not values):
            yield node.lineno, " = ".join(map(_dotted, sides))


def _constants(side: nodes.Node) -> Iterator[nodes.Const]:
    """A value, or the values of a list; not what stands deeper."""
    for one in [side, *getattr(side, "items", [])]:
        if isinstance(one, nodes.Const) and isinstance(one.value, str):
            yield one


def _dotted(side: nodes.Node) -> str:
    """`page.state.value`, or the values that something is compared with."""
    if isinstance(side, nodes.Getattr):
        return f"{_dotted(side.node)}.{side.attr}"
    if isinstance(side, nodes.Name):
        return side.name
    return " ".join(f"'{one.value}'" for one in _constants(side)) or "…"


def test_no_template_compares_a_state() -> None:
    assert_kept(
        Finding(f"{name_of(path)}: {what}", at(path, line))
        for path in templates()
        for line, what in sorted(set(_compared(path)))
    )


# ---- Works without script


def _attributes(inside: str) -> dict[str, str]:
    return {name.lower(): value[1:-1] for name, value in ATTRIBUTE.findall(inside)}


def _broken_without_script(path: Path) -> Iterator[str]:
    for tag, inside in TAG.findall(without_comments(path)):
        given = _attributes(inside)
        if "hx-post" in given and not (tag == "form" and given.get("method") == "post" and "action" in given):
            yield "hx-post without a form that has an action and method=post"
        if "hx-get" in given and not _leads_without_script(tag, given):
            yield f"hx-get on <{tag}> that leads nowhere without script"
        yield from (
            f"{name}: a form knows GET and POST only" for name in given if name in {"hx-put", "hx-patch", "hx-delete"}
        )


def _leads_without_script(tag: str, given: dict[str, str]) -> bool:
    return (tag == "a" and "href" in given) or (tag == "form" and "action" in given)


def test_what_htmx_does_a_browser_does_without_script() -> None:
    assert_kept(
        (
            Finding(f"{name_of(path)}: {what}", at(path))
            for path in templates()
            for what in _broken_without_script(path)
        ),
        exceptions.WITH_A_LINK_INSIDE,
    )


def _htmx_by_attributes(path: Path) -> Iterator[str]:
    """`attrs={"hx-get": …}` stands in a call that is also given an address or a form."""
    for call in parsed(path).find_all(nodes.Call):
        keys = {pair.key.value for pair in call.find_all(nodes.Pair) if isinstance(pair.key, nodes.Const)}
        called = call.node.attr if isinstance(call.node, nodes.Getattr) else getattr(call.node, "name", "")
        if "hx-post" in keys and called not in {"form", "dict"}:
            yield f"hx-post given to {called}"
        if "hx-get" in keys and called == "button" and not _has_address(call):
            yield "hx-get given to a button without an address"


def _has_address(call: nodes.Call) -> bool:
    # The fourth argument of `button` is its address.
    return any(word.key == "href" for word in call.kwargs) or len(call.args) > 3


def test_what_htmx_gets_by_attributes_works_without_script_too() -> None:
    assert_kept(
        Finding(f"{name_of(path)}: {what}", at(path)) for path in templates() for what in _htmx_by_attributes(path)
    )


FORM = re.compile(r"<form\b(.*?)>(.*?)</form>", re.DOTALL)


def _wrong_forms(path: Path) -> Iterator[str]:
    text = without_comments(path)
    for inside, content in FORM.findall(text):
        given = _attributes(inside)
        if given.get("method") not in {"get", "post"}:
            yield "a form without method"
        if "action" not in given:
            yield "a form without action"
        if given.get("method") == "post" and not re.search(r"csrf_(field|input)", content):
            yield "a form that posts without csrf_field"
    if len(FORM.findall(text)) != text.count("<form"):
        yield "a form that is not closed in its own template"


def test_every_form_has_method_action_and_the_mark_against_forgery() -> None:
    assert_kept(Finding(f"{name_of(path)}: {what}", at(path)) for path in templates() for what in _wrong_forms(path))


def test_buttons_that_send_stand_in_forms() -> None:
    """`form=` and `formaction=` send what a reader does not see beside the button."""
    assert_kept(
        Finding(f"{name_of(path)}: {name}", at(path))
        for path in templates()
        for _, inside in TAG.findall(without_comments(path))
        for name in _attributes(inside)
        if name in {"form", "formaction", "formmethod"}
    )


# ---- The rules notice what they forbid


@pytest.mark.parametrize(
    ("rule", "source"),
    [
        (_forbidden, '<p style="color: red">x</p>'),
        (_forbidden, "<p class='a' style='x'>x</p>"),
        (_forbidden, '<a {% if a > b %}onclick="x()"{% endif %}>x</a>'),
        (_forbidden, "<script>alert(1)</script>"),
        (_forbidden, '<script src="{{ static("ui/app.js") }}"></script>'),
        (_forbidden, "<style>p {}</style>"),
        (_forbidden, '<a href="javascript:x()">x</a>'),
        (_mixed_into_attributes, '{{ ui.button("x", attrs={"onclick": "x()"}) }}'),
        (_compared, '{% if page.state.value == "received" %}x{% endif %}'),
        (_compared, '{% if move.name in ["x", "draft"] %}x{% endif %}'),
        (_compared, '{{ "x" if page.kind is eq("closed") else "" }}'),
        (_compared, "{% if case.state != other %}x{% endif %}"),
        (_broken_without_script, '<div hx-post="/x/">x</div>'),
        (_broken_without_script, '<form hx-post="/x/" method="post"></form>'),
        (_broken_without_script, '<a hx-get="/x/">x</a>'),
        (_broken_without_script, '<form action="/x/" method="post" hx-delete="/x/"></form>'),
        (_htmx_by_attributes, '{{ ui.button("x", attrs={"hx-post": "/x/"}) }}'),
        (_htmx_by_attributes, '{{ ui.button("x", attrs={"hx-get": "/x/"}) }}'),
        (_wrong_forms, '<form action="/x/"></form>'),
        (_wrong_forms, '<form method="get"></form>'),
        (_wrong_forms, '<form method="post" action="/x/"><input></form>'),
        (_wrong_forms, '<form method="post" action="/x/">{{ csrf_field(request) }}'),
    ],
)
def test_the_rules_notice_what_they_forbid(rule: Rule, source: str, tmp_path: Path) -> None:
    assert list(rule(_page(tmp_path, source)))


@pytest.mark.parametrize(
    ("rule", "source"),
    [
        (_forbidden, '<script src="/a.js" nonce="{{ request.csp_nonce }}"></script>'),
        (_compared, '{% if page.state.tone == "warn" %}{{ page.state.label }}{% endif %}'),
        (_broken_without_script, '<a href="/x/" hx-get="/x/">x</a>'),
        (_wrong_forms, '<form method="post" action="{{ url("x:y") }}">{{ csrf_field(request) }}</form>'),
    ],
)
def test_the_rules_let_pass_what_is_right(rule: Rule, source: str, tmp_path: Path) -> None:
    assert not list(rule(_page(tmp_path, source)))


def _page(folder: Path, source: str) -> Path:
    page = folder / "templates" / "page.html"
    page.parent.mkdir()
    page.write_text(source, encoding="utf-8")
    return page


@pytest.mark.parametrize("address", ["https://cdn.example.com/a.js", "//cdn.example.com", "http://www.example.org"])
def test_an_outside_address_is_noticed(address: str) -> None:
    assert OUTSIDE.findall(f'<img src="{address}">') == [address]
