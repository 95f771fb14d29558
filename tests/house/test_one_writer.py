"""One fact, one writer; one door to protected rows; no statement of the database at an edge."""

import ast
from collections.abc import Callable, Iterator

import pytest
from django.apps import apps

from kooperacja.access.unrestricted import PERMITTED
from tests.house import exceptions
from tests.house.tree import (
    EDGES,
    WITHOUT_TABLES,
    Finding,
    Module,
    assert_kept,
    calls,
    chain,
    modules,
    sample,
    templates,
    texts,
)

Rule = Callable[[Module], Iterator[Finding]]

MANAGERS = frozenset({"objects", "_base_manager", "_default_manager"})
PLAIN = MANAGERS - {"objects"}
CREATES = frozenset({"create", "bulk_create", "get_or_create", "update_or_create"})
CHANGES = frozenset({"save", "save_base", "update", "bulk_update", "delete"})
WRITES = CREATES | CHANGES | {f"a{name}" for name in CREATES | CHANGES}
# What makes a statement, in names that nothing else in the product has.
READS = frozenset(
    {"exclude", "select_related", "prefetch_related", "annotate", "values_list", "order_by", "refresh_from_db"}
)
RAW = frozenset({"cursor", "raw", "extra", "execute", "executemany", "executescript", "RawSQL"})
STATEFUL = {model.__name__ for model in apps.get_models() if any(field.name == "state" for field in model._meta.fields)}
TALKING = EDGES | {"forms"}
DOORS = frozenset({"visible", "unrestricted", "decide", "require", "snapshot"})


def found_by(rule: Rule) -> Iterator[Finding]:
    return (finding for module in modules() for finding in rule(module))


# ---- The state of an object


def state_writes(module: Module) -> Iterator[Finding]:
    """Assignments of a state outside of the trail, whatever they look like."""
    if module.short == "audit/actions.py":
        return
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute) and node.attr == "state" and not isinstance(node.ctx, ast.Load):
            yield module.find(node, "an assignment of .state")
    for call, name in calls(module):
        yield from (module.find(call, what) for what in _state_in_call(call, name))


def _state_in_call(call: ast.Call, name: str) -> Iterator[str]:
    if name == "setattr" and not (isinstance(call.args[1], ast.Constant) and call.args[1].value != "state"):
        yield "setattr of a name that may be the state"
    if (name in WRITES or name in STATEFUL) and "state" in {word.arg for word in call.keywords}:
        yield f"{name}(state=…)"
    if name in WRITES and "state" in {text for part in (*call.args, *call.keywords) for text in texts(part)}:
        yield f"{name}(…'state'…)"


def test_only_the_trail_assigns_a_state() -> None:
    assert {"Referral", "Case", "Agreement"} <= STATEFUL
    assert_kept(found_by(state_writes))


# ---- Rows


def row_writes(module: Module) -> Iterator[Finding]:
    if module.room == "actions":
        return
    for call, name in calls(module):
        if isinstance(call.func, ast.Attribute) and _is_write(call, name):
            yield module.find(call, f".{name}(")


def _is_write(call: ast.Call, name: str) -> bool:
    """Dictionaries and digests have an `update` as well: one without a query before it and without
    named values is theirs.
    """
    if name not in {"update", "aupdate"}:
        return name in WRITES
    return bool((MANAGERS | READS | {"filter", "all"}) & set(chain(call.func)) or call.keywords)


def test_only_actions_write_rows() -> None:
    assert_kept(found_by(row_writes), exceptions.WRITERS)


def raw_statements(module: Module) -> Iterator[Finding]:
    return (module.find(call, f".{name}(") for call, name in calls(module) if name in RAW)


def test_statements_are_not_written_by_hand() -> None:
    assert_kept(found_by(raw_statements), exceptions.RAW_SQL)


# ---- Edges


def statements_at_edges(module: Module) -> Iterator[Finding]:
    if module.room not in TALKING | {"workflow"} and module.package not in WITHOUT_TABLES:
        return
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute) and node.attr in MANAGERS:
            yield module.find(node, f".{node.attr}")
    for call, name in calls(module):
        if name in READS and isinstance(call.func, ast.Attribute):
            yield module.find(call, f".{name}(")


def test_edges_forms_workflows_and_packages_without_tables_hold_no_statement() -> None:
    assert_kept(found_by(statements_at_edges), exceptions.STATEMENTS_AT_EDGES)


def doors_at_edges(module: Module) -> Iterator[Finding]:
    """A view reads through a query inside of `reading(request)`; the door is for queries and actions."""
    if module.room not in TALKING:
        return
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("kooperacja.access"):
            yield from (module.find(node, f"imports {one.name}") for one in node.names if one.name in DOORS)


def test_edges_and_forms_do_not_open_the_door_themselves() -> None:
    assert_kept(found_by(doors_at_edges))


def states_compared(module: Module) -> Iterator[Finding]:
    if module.room not in TALKING:
        return
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Compare) and "state" in {
            part.attr for part in (node.left, *node.comparators) if isinstance(part, ast.Attribute)
        }:
            yield module.find(node, ast.unparse(node))


def test_edges_and_forms_compare_no_state() -> None:
    """What can be done is asked from the workflow; a view that compares states repeats a rule."""
    assert_kept(found_by(states_compared))


def test_templates_hold_no_statement() -> None:
    words = (".objects", "_base_manager", "_set.", ".select_related", ".filter(", ".exclude(")
    assert_kept(
        Finding(f"{path.name}: {word}", path.as_posix())
        for path in templates()
        for word in words
        if word in path.read_text(encoding="utf-8")
    )


# ---- The door


def _passing(module: Module) -> Iterator[tuple[ast.Call, str | None]]:
    """Calls of `unrestricted` with their reason, where it is written out."""
    for call, name in calls(module):
        if name != "unrestricted":
            continue
        given = [*call.args[1:2], *(word.value for word in call.keywords if word.arg == "reason")]
        reason = given[0].value if given and isinstance(given[0], ast.Constant) else None
        yield call, reason if isinstance(reason, str) else None


def wrong_passing(module: Module) -> Iterator[Finding]:
    for call, reason in _passing(module):
        if reason not in PERMITTED:
            yield module.find(call, f"passes by the door for {reason!r}")
        if module.room not in {"actions", "queries"}:
            yield module.find(call, "passes by the door outside of actions and queries")


def test_who_passes_by_the_door_writes_out_a_permitted_reason() -> None:
    assert_kept(found_by(wrong_passing))


def _on_behalf(module: Module) -> Iterator[str]:
    """Reasons for which rows of other institutions are written."""
    return (text for call, name in calls(module) if name == "on_behalf" for text in texts(call))


def test_every_permitted_reason_is_used() -> None:
    used = {reason for module in modules() for _, reason in _passing(module)}
    used |= {reason for module in modules() for reason in _on_behalf(module)}
    assert_kept(Finding(reason, "src/kooperacja/access/unrestricted.py") for reason in PERMITTED.keys() - used)


def permits(module: Module) -> Iterator[Finding]:
    if module.package == "access":
        return
    for node in ast.walk(module.tree):
        imported = isinstance(node, ast.ImportFrom) and node.module == "kooperacja.access.permit"
        if imported or (isinstance(node, ast.Attribute | ast.Name) and chain(node)[-1] in {"permit", "_permit"}):
            yield module.find(node, "uses permit")


def test_only_the_kernel_permits_statements_on_protected_tables() -> None:
    assert_kept(found_by(permits))


def plain_managers(module: Module) -> Iterator[Finding]:
    """The plain manager outside of the kernel, unless an action writes with it."""
    if module.package == "access":
        return
    for node in ast.walk(module.tree):
        if not (isinstance(node, ast.Attribute) and node.attr in PLAIN):
            continue
        if not (module.room == "actions" and _only_writes(module, node)):
            yield module.find(node, ast.unparse(node))


def _only_writes(module: Module, node: ast.AST) -> bool:
    """Whether the expression that begins at this manager ends in a write: `….filter(…).update(…)`."""
    while isinstance(module.parents[node], ast.Attribute | ast.Call):
        node = module.parents[node]
    return isinstance(node, ast.Call) and chain(node.func)[-1] in WRITES - {"get_or_create", "update_or_create"}


def test_only_the_kernel_reads_through_the_plain_manager() -> None:
    assert_kept(found_by(plain_managers))


# ---- The rules notice what they forbid


@pytest.mark.parametrize(
    ("rule", "file", "source"),
    [
        (state_writes, "cases/actions.py", "case.state = 'closed'"),
        (state_writes, "cases/actions.py", "case.state += 'x'"),
        (state_writes, "cases/actions.py", "setattr(case, 'state', 'closed')"),
        (state_writes, "cases/actions.py", "setattr(case, name, value)"),
        (state_writes, "cases/actions.py", "rows.filter(pk=1).update(state='closed')"),
        (state_writes, "cases/actions.py", "rows.update(**{'state': 'closed'})"),
        (state_writes, "cases/actions.py", "rows.bulk_update(cases, ['state'])"),
        (state_writes, "cases/actions.py", "case.save(update_fields=['state'])"),
        (state_writes, "cases/actions.py", "Case(number='1', state='closed')"),
        (row_writes, "cases/queries.py", "case.save()"),
        (row_writes, "cases/views/work.py", "Case.objects.filter(pk=1).update(number='2')"),
        (row_writes, "cases/forms.py", "rows.update(number='2')"),
        (row_writes, "cases/access.py", "Share.objects.get_or_create(pk=1)"),
        (raw_statements, "cases/actions.py", "connection.cursor()"),
        (statements_at_edges, "cases/views.py", "Institution.objects.get(pk=1)"),
        (statements_at_edges, "cases/cli.py", "rows.order_by('pk')"),
        (statements_at_edges, "config/cli.py", "User.objects.first()"),
        (doors_at_edges, "cases/views.py", "from kooperacja.access.door import visible"),
        (doors_at_edges, "cases/forms.py", "from kooperacja.access.unrestricted import unrestricted"),
        (states_compared, "cases/views.py", "if case.state == 'closed': pass"),
        (states_compared, "cases/forms.py", "open = case.state in {'active'}"),
        (wrong_passing, "cases/actions.py", "unrestricted(Case, reason)"),
        (wrong_passing, "cases/actions.py", "unrestricted(Case, 'because')"),
        (wrong_passing, "cases/views.py", "unrestricted(Case, 'cases.numbers')"),
        (permits, "cases/queries.py", "from kooperacja.access.permit import permit"),
        (permits, "cases/queries.py", "with door.permit(): pass"),
        (plain_managers, "cases/queries.py", "Case._base_manager.filter(pk=1).update(number='2')"),
        (plain_managers, "cases/actions.py", "Case._base_manager.filter(pk=1).first()"),
        (plain_managers, "cases/actions.py", "rows = Case._default_manager.all()"),
    ],
)
def test_the_rules_notice_what_they_forbid(rule: Rule, file: str, source: str) -> None:
    assert list(rule(sample(file, source)))


@pytest.mark.parametrize(
    ("rule", "file", "source"),
    [
        (state_writes, "cases/actions.py", "shown = case.state"),
        (row_writes, "cases/actions.py", "case.save(force_insert=True)"),
        (row_writes, "cases/views.py", "context.update({'page': page})"),
        (plain_managers, "cases/actions.py", "Case._base_manager.filter(pk=1).update(number='2')"),
        (wrong_passing, "cases/actions.py", "unrestricted(Case, 'cases.numbers')"),
    ],
)
def test_the_rules_let_pass_what_is_right(rule: Rule, file: str, source: str) -> None:
    assert not list(rule(sample(file, source)))
