"""The launcher, with a stand-in for Python: nothing is fetched, so every accident can be tried."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.installation

# All that the launcher may count on beside Python: programs that POSIX names.
PROGRAMS = (
    *("cat", "chmod", "cksum", "cp", "dirname", "grep", "head", "ls", "mkdir", "mv", "rm", "sed"),
    *("sh", "sleep"),
)
ROOT = Path(__file__).resolve().parents[2]

# It answers as Python, venv and pip would, writes down what it was asked, and fails when told to.
PYTHON = """#!/bin/sh
case "$*" in
    *version_info\\ \\<*) exit "${FAKE_TOO_OLD:-0}" ;;
    *version_info*) echo "(3, 11)" ;;
    *'-m venv'*)
        if [ -n "${FAKE_VENV_ERROR:-}" ]; then echo "$FAKE_VENV_ERROR" >&2; exit 1; fi
        mkdir -p "$3/bin" && cp "$0" "$3/bin/python" && : > "$3/pyvenv.cfg" ;;
    *' --version') ;;
    *--editable*)
        printf '#!/bin/sh\\necho "handed over: $*"\\n' > "${0%/*}/kooperacja"
        chmod +x "${0%/*}/kooperacja" ;;
    *' install '*)
        echo "$*" >> "$FAKE_DIARY"
        sleep "${FAKE_SECONDS:-0}"
        if [ -n "${FAKE_ERROR:-}" ]; then echo "$FAKE_ERROR" >&2; exit 1; fi ;;
esac
"""


class Launcher:
    def __init__(self, folder: Path) -> None:
        self.root = folder / "a checkout"
        self.venv = self.root / ".venv"
        self.diary = folder / "diary"
        programs = folder / "bin"
        (self.root / "requirements").mkdir(parents=True)
        programs.mkdir()
        shutil.copy(ROOT / "kooperacja", self.root)
        for name in ("requirements/run.txt", "requirements/test.txt", "pyproject.toml"):
            (self.root / name).write_text(f"{name}\n")
        # Links, so that no Python and no uv of this machine is in reach.
        for name in PROGRAMS:
            (programs / name).symlink_to(shutil.which(name) or "/bin/false")
        self.python = programs / "python3.11"
        self.python.write_text(PYTHON)
        self.python.chmod(0o755)
        self.environment = {"PATH": str(programs), "FAKE_DIARY": str(self.diary)}

    def start(self, *words: str, **more: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [str(self.root / "kooperacja"), *words],
            env=self.environment | more,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
            preexec_fn=_heeds_an_interrupt,  # noqa: PLW1509 - no thread runs here.
        )

    def run(self, *words: str, **more: str) -> tuple[int, str]:
        process = self.start(*words, **more)
        said, _ = process.communicate(timeout=30)
        return process.returncode, said

    def installed(self) -> list[str]:
        return self.diary.read_text().splitlines() if self.diary.exists() else []


def _heeds_an_interrupt() -> None:
    """A test that was itself started in the background would hand its deafness down."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.fixture
def launcher(tmp_path: Path) -> Launcher:
    return Launcher(tmp_path)


def wait_for(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.02)


def test_it_is_correct_posix_shell() -> None:
    scripts = [ROOT / "kooperacja", ROOT / "tools" / "lock.sh"]
    for script in scripts:
        subprocess.run(["sh", "-n", script], check=True)
    if shutil.which("shellcheck"):
        subprocess.run(["shellcheck", *scripts], check=True)


def test_a_newcomer_gets_the_command_and_the_second_start_installs_nothing(launcher: Launcher) -> None:
    code, said = launcher.run("demo", "--port", "9")
    assert code == 0
    assert "handed over: demo --port 9" in said
    assert launcher.run("demo") == (0, "handed over: demo\n")
    assert len(launcher.installed()) == 1
    assert not list(launcher.root.glob(".venv.*"))


def test_it_installs_with_hashes(launcher: Launcher) -> None:
    launcher.run("demo")
    assert "--require-hashes -r" in launcher.installed()[0]
    assert launcher.installed()[0].endswith("requirements/run.txt")


def test_a_changed_lock_is_installed_again(launcher: Launcher) -> None:
    launcher.run("demo")
    (launcher.root / "requirements" / "run.txt").write_text("another\n")
    launcher.run("demo")
    assert len(launcher.installed()) == 2


def test_tests_bring_their_tools_once_and_the_product_keeps_them(launcher: Launcher) -> None:
    launcher.run("demo")
    launcher.run("test")
    launcher.run("demo")
    assert [line.rpartition("/")[2] for line in launcher.installed()] == ["run.txt", "test.txt"]


def test_it_works_through_a_link_and_from_another_folder(launcher: Launcher, tmp_path: Path) -> None:
    link = tmp_path / "linked"
    link.symlink_to(launcher.root / "kooperacja")
    done = subprocess.run([link, "demo"], env=launcher.environment, cwd="/", capture_output=True, text=True, check=True)
    assert done.stdout == "handed over: demo\n"
    assert launcher.venv.is_dir()


def test_a_moved_checkout_is_installed_again(launcher: Launcher, tmp_path: Path) -> None:
    launcher.run("demo")
    launcher.root = launcher.root.rename(tmp_path / "elsewhere")
    assert launcher.run("demo")[0] == 0
    assert len(launcher.installed()) == 2


def test_wheels_are_taken_from_a_folder_without_a_network(launcher: Launcher, tmp_path: Path) -> None:
    wheels = tmp_path / "wheels"
    wheels.mkdir()
    code, said = launcher.run("--wheels", str(wheels), "demo")
    assert code == 0
    assert "handed over: demo\n" in said
    assert f"--no-index --find-links {wheels}" in launcher.installed()[0]


def test_the_environment_may_be_elsewhere(launcher: Launcher, tmp_path: Path) -> None:
    elsewhere = tmp_path / "deep" / "er"
    launcher.run("demo", KOOPERACJA_VENV=str(elsewhere))
    assert (elsewhere / "pyvenv.cfg").exists()
    assert not launcher.venv.exists()


def refusal(said: str) -> str:
    """The refusal is one sentence in Polish and one in English, and nothing else."""
    lines = [line for line in said.splitlines() if line.startswith("kooperacja: ")]
    assert len(lines) == 2, said
    assert "Traceback" not in said
    return lines[1]


def test_without_python_it_says_so(launcher: Launcher) -> None:
    launcher.python.unlink()
    code, said = launcher.run("demo")
    assert code == 2
    assert "no Python 3.11 or newer" in refusal(said)


def test_an_old_python_is_not_taken(launcher: Launcher) -> None:
    assert "no Python 3.11 or newer" in refusal(launcher.run("demo", FAKE_TOO_OLD="1")[1])
    code, said = launcher.run("demo", KOOPERACJA_PYTHON=str(launcher.python), FAKE_TOO_OLD="1")
    assert code == 2
    assert "is not Python 3.11 or newer" in refusal(said)


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        ("OSError: [Errno 28] No space left on device", "disk is full"),
        ("Failed to establish a new connection: Temporary failure in name resolution", "network"),
        ("ERROR: Could not find a version that satisfies the requirement django", "network"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE", "differs"),
        ("PermissionError: [Errno 13] Permission denied: '/x'", "No permission"),
        ("Segmentation fault", "The installation failed"),
    ],
)
def test_a_failed_installation_is_one_sentence(launcher: Launcher, error: str, sentence: str) -> None:
    code, said = launcher.run("demo", FAKE_ERROR=error)
    assert code == 2
    assert sentence in refusal(said)
    assert error in (launcher.root / ".venv.log").read_text()
    assert not (launcher.root / ".venv.lock").exists()
    assert launcher.run("demo")[0] == 0


def test_a_python_without_venv_names_the_package(launcher: Launcher) -> None:
    error = "The virtual environment was not created because ensurepip is not available."
    assert "python3-venv" in refusal(launcher.run("demo", FAKE_VENV_ERROR=error)[1])


def test_without_permission_to_write_it_says_where(launcher: Launcher) -> None:
    # Nobody may make a folder there, not even an administrator.
    code, said = launcher.run("demo", KOOPERACJA_VENV="/proc/nowhere/venv")
    assert code == 2
    assert "No permission to write in /proc/nowhere" in refusal(said)


def test_wheels_that_are_not_there_are_refused(launcher: Launcher) -> None:
    assert "no folder of wheels" in refusal(launcher.run("--wheels", "/nowhere", "demo")[1])
    assert "needs the name of a folder" in refusal(launcher.run("--wheels")[1])


def test_a_folder_named_by_mistake_is_never_emptied(launcher: Launcher, tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.mkdir()
    (precious / "letter").touch()
    code, said = launcher.run("demo", KOOPERACJA_VENV=str(precious))
    assert code == 2
    assert "is not a Python environment" in refusal(said)
    assert (precious / "letter").exists()


def test_two_starts_at_once_install_once(launcher: Launcher) -> None:
    starts = [launcher.start("demo", FAKE_SECONDS="0.5") for _ in range(3)]
    said = [start.communicate(timeout=30)[0] for start in starts]
    assert all("handed over: demo" in text for text in said)
    assert len(launcher.installed()) == 1


@pytest.fixture
def half_installed(launcher: Launcher) -> Iterator[subprocess.Popen[str]]:
    with launcher.start("demo", FAKE_SECONDS="5") as process:
        wait_for(lambda: bool(launcher.installed()))
        yield process


def test_an_interrupted_installation_is_made_anew(launcher: Launcher, half_installed: subprocess.Popen[str]) -> None:
    os.killpg(half_installed.pid, signal.SIGINT)
    assert half_installed.wait(timeout=10) == 130
    assert not (launcher.root / ".venv.lock").exists()
    assert "handed over: demo" in launcher.run("demo")[1]
    assert len(launcher.installed()) == 2


@pytest.mark.long
def test_after_a_kill_the_next_start_waits_for_what_is_still_running(
    launcher: Launcher, half_installed: subprocess.Popen[str]
) -> None:
    half_installed.kill()
    half_installed.wait(timeout=10)
    code, said = launcher.run("demo")
    assert code == 0
    assert "Another installation is running" in said
    assert "handed over: demo" in said
