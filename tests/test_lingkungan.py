"""The environment: one list of packages in three files, and wb.py's decisions."""

import ast
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]


def _name(requirement: str) -> str:
    return re.sub(r"[-_.]+", "-", re.split(r"[<>=!~;\[ ]", requirement, maxsplit=1)[0]).lower()


def _declared() -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return [*project["dependencies"], *(name for extra in project["optional-dependencies"].values() for name in extra)]


@pytest.fixture
def wb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """wb.py as a module, working in a copy of the files it looks at; nothing is ever installed."""
    spec = importlib.util.spec_from_file_location("wb", ROOT / "wb.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for name in module.INPUTS:
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "PROBE", "")
    monkeypatch.setattr(module, "real_pip", module.pip, raising=False)
    monkeypatch.setattr(module, "pip", lambda *_: pytest.fail("pip was called"))
    monkeypatch.delenv("WORKBENCH_VENV", raising=False)
    return module


def _ready(wb: ModuleType, *extras: str) -> Path:
    """An environment that looks whole: this interpreter, and the stamp of a finished installation."""
    venv: Path = wb.venv_dir()
    python: Path = wb.tool(venv, "python")
    python.parent.mkdir(parents=True)
    python.symlink_to(sys.executable)
    _stamp(wb, *extras)
    return venv


def _stamp(wb: ModuleType, *extras: str) -> None:
    venv = wb.venv_dir()
    (venv / wb.STAMP).write_text(json.dumps({**wb.wanted(venv), "extras": extras}), encoding="utf-8")


class TestFiles:
    def test_environment_yml_lists_what_pyproject_declares(self) -> None:
        environment = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
        pip = next(item["pip"] for item in environment["dependencies"] if isinstance(item, dict))
        project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
        assert sorted(pip) == sorted(_declared())
        assert f"python{project['requires-python']}" in environment["dependencies"]
        assert "pip" in environment["dependencies"]

    def test_every_declared_package_is_pinned_once(self) -> None:
        lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
        pins = [line for line in lines if line and not line.startswith("#")]
        assert all(re.fullmatch(r"[a-z0-9-]+==[0-9][0-9a-z.]*( ; .+)?", pin) for pin in pins)
        names = [_name(pin) for pin in pins]
        assert len(names) == len(set(names))
        assert {_name(requirement) for requirement in _declared()} <= set(names)

    def test_pins_are_within_the_declared_bounds(self) -> None:
        lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
        pins = {_name(line): line.split("==")[1].split()[0] for line in lines if "==" in line}

        def number(version: str) -> tuple[int, ...]:
            return tuple(int(part) for part in re.findall(r"\d+", version))

        for requirement in _declared():
            low, high = re.findall(r"[\d.]+", requirement.split(";")[0][len(_name(requirement)) :])
            assert number(low) <= number(pins[_name(requirement)]) < number(high), requirement

    def test_wb_imports_the_standard_library_alone(self) -> None:
        tree = ast.parse((ROOT / "wb.py").read_text(encoding="utf-8"))
        names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
        names |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        assert {name.split(".")[0] for name in names} <= sys.stdlib_module_names


class TestCommand:
    def test_help_needs_no_environment(self, tmp_path: Path) -> None:
        environment = {**os.environ, "WORKBENCH_VENV": str(tmp_path / "venv")}
        command = [sys.executable, str(ROOT / "wb.py"), "--help"]
        done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
        assert done.returncode == 0
        assert "python3 wb.py run" in done.stdout
        assert list(tmp_path.iterdir()) == []

    def test_old_python_can_read_the_file_and_is_told_what_it_needs(self) -> None:
        ast.parse((ROOT / "wb.py").read_text(encoding="utf-8"), feature_version=(3, 6))
        old = "import runpy, sys; sys.version_info = (3, 8, 1); runpy.run_path('wb.py', run_name='__main__')"
        done = subprocess.run([sys.executable, "-c", old], cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == 2
        assert "pasang Python 3.11" in done.stderr and "install Python 3.11" in done.stderr
        assert "Traceback" not in done.stderr

    @pytest.mark.skipif(sys.platform == "win32", reason="uses a shell script")
    def test_arguments_and_exit_code_are_passed_on(self, tmp_path: Path) -> None:
        """A copy of wb.py beside a whole environment whose `workbench` is a script of ours."""
        for name in ("wb.py", "pyproject.toml", "constraints.txt"):
            shutil.copy(ROOT / name, tmp_path)
        code = (tmp_path / "wb.py").read_text(encoding="utf-8")
        (tmp_path / "wb.py").write_text(re.sub(r"(?m)^PROBE = .*", "PROBE = ''", code), encoding="utf-8")
        spec = importlib.util.spec_from_file_location("wb_copy", tmp_path / "wb.py")
        assert spec and spec.loader
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        bin_ = tmp_path / ".venv" / "bin"
        bin_.mkdir(parents=True)
        (bin_ / "python").symlink_to(sys.executable)
        (bin_ / "workbench").write_text('#!/bin/sh\necho "$@"\nexit 3\n', encoding="utf-8")
        (bin_ / "workbench").chmod(0o755)
        stamp = {**module.wanted(tmp_path / ".venv"), "extras": []}
        (tmp_path / ".venv" / module.STAMP).write_text(json.dumps(stamp), encoding="utf-8")
        environment = {key: value for key, value in os.environ.items() if key != "WORKBENCH_VENV"}
        command = [sys.executable, str(tmp_path / "wb.py"), "extract", "a b", "--out", "x"]
        done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
        assert (done.returncode, done.stdout, done.stderr) == (3, "extract a b --out x\n", "")


@pytest.mark.skipif(sys.platform == "win32", reason="uses a symbolic link")
class TestDecision:
    def test_whole_environment_is_used_as_it_is(self, wb: ModuleType) -> None:
        venv = _ready(wb)
        assert wb.decide(venv, set()) == "ready"
        assert wb.ensure(set()) == venv

    def test_ocr_is_installed_when_asked_for_and_not_passed_on(
        self, wb: ModuleType, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        _ready(wb, "test")
        assert wb.decide(wb.venv_dir(), {"ocr"}) == "update"
        asked: list[set[str]] = []
        monkeypatch.setattr(wb, "ensure", lambda extras: asked.append(extras) or wb.venv_dir())
        monkeypatch.setattr(wb, "run", lambda venv, *command: list(command[1:]))
        assert wb.main(["run", "--ocr", "a b"]) == ["run", "a b"]
        assert wb.main(["run", "a b"]) == ["run", "a b"]
        assert asked == [{"ocr"}, set()]

    def test_one_with_test_tools_serves_all_but_not_the_other_way_round(self, wb: ModuleType) -> None:
        venv = _ready(wb, "test")
        assert wb.decide(venv, set()) == wb.decide(venv, {"test"}) == "ready"
        _stamp(wb)
        assert wb.decide(venv, {"test"}) == "update"

    @pytest.mark.parametrize("name", ["pyproject.toml", "constraints.txt"])
    def test_changed_file_asks_for_an_update(self, wb: ModuleType, name: str) -> None:
        venv = _ready(wb)
        with (wb.ROOT / name).open("a", encoding="utf-8") as file:
            file.write("# changed\n")
        assert wb.decide(venv, set()) == "update"

    def test_line_ends_are_no_change(self, wb: ModuleType) -> None:
        venv = _ready(wb)
        file = wb.ROOT / "pyproject.toml"
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
        assert wb.decide(venv, set()) == "ready"

    def test_missing_or_dead_interpreter_asks_for_a_new_one(self, wb: ModuleType) -> None:
        venv = _ready(wb)
        python = wb.tool(venv, "python")
        python.unlink()
        assert wb.decide(venv, set()) == "new"
        python.symlink_to("/nowhere/python")
        assert wb.decide(venv, set()) == "new"

    def test_lost_packages_ask_for_a_new_one(self, wb: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
        venv = _ready(wb)
        monkeypatch.setattr(wb, "PROBE", "import no_such_package")
        assert wb.decide(venv, set()) == "new"

    @pytest.mark.parametrize("text", ["", '{"root": ', "[]", None])
    def test_missing_or_half_written_stamp_asks_for_a_new_one(self, wb: ModuleType, text: str | None) -> None:
        venv = _ready(wb)
        (venv / wb.STAMP).unlink()
        if text is not None:
            (venv / wb.STAMP).write_text(text, encoding="utf-8")
        assert wb.decide(venv, set()) == "new"

    def test_moved_folder_or_other_python_asks_for_a_new_one(
        self, wb: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        moved = _ready(wb).rename(tmp_path / "moved")
        assert wb.decide(moved, set()) == "new"
        moved.rename(wb.venv_dir())
        assert wb.decide(wb.venv_dir(), set()) == "ready"
        monkeypatch.setattr(wb.sys, "version_info", (3, 99, 0))
        assert wb.decide(wb.venv_dir(), set()) == "new"


@pytest.mark.skipif(sys.platform == "win32", reason="uses a symbolic link")
class TestInstallation:
    def test_stamp_is_written_after_success_and_keeps_the_test_tools(
        self, wb: ModuleType, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        venv = _ready(wb, "test")
        (wb.ROOT / "constraints.txt").write_text("changed\n", encoding="utf-8")
        calls: list[tuple[str, ...]] = []

        def install(where: Path, *args: str) -> None:
            assert not (where / wb.STAMP).exists()
            calls.append(args)

        monkeypatch.setattr(wb, "pip", install)
        wb.ensure(set())
        assert calls == [("-e", ".[test]", "-c", "constraints.txt")]
        assert wb.decide(venv, {"test"}) == "ready"

    @pytest.mark.parametrize("error", [SystemExit("pip failed"), KeyboardInterrupt()])
    def test_failed_or_interrupted_installation_leaves_no_stamp_and_no_lock(
        self, wb: ModuleType, monkeypatch: pytest.MonkeyPatch, error: BaseException
    ) -> None:
        venv = _ready(wb)
        (wb.ROOT / "constraints.txt").write_text("changed\n", encoding="utf-8")

        def install(*_: object) -> None:
            raise error

        monkeypatch.setattr(wb, "pip", install)
        with pytest.raises(type(error)):
            wb.ensure(set())
        assert wb.decide(venv, set()) == "new"
        monkeypatch.setattr(wb.time, "sleep", lambda _: pytest.fail("the lock is still held"))
        with wb.locked(venv):
            pass

    def test_second_wb_waits_for_the_first(self, wb: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
        class WaitedError(Exception):
            pass

        def wait(_: float) -> None:
            raise WaitedError

        monkeypatch.setattr(wb.time, "sleep", wait)
        with wb.locked(wb.venv_dir()), pytest.raises(WaitedError), wb.locked(wb.venv_dir()):
            pass

    def test_folder_of_someone_else_is_never_deleted(
        self, wb: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "home").mkdir()
        (tmp_path / "home" / "thesis.txt").write_text("mine", encoding="utf-8")
        monkeypatch.setenv("WORKBENCH_VENV", str(tmp_path / "home"))
        with pytest.raises(SystemExit, match="tidak dihapus"):
            wb.ensure(set())
        assert (tmp_path / "home" / "thesis.txt").read_text(encoding="utf-8") == "mine"

    def test_failed_pip_says_why_and_names_the_log(
        self, wb: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(wb, "tool", lambda *_: sys.executable)
        with pytest.raises(SystemExit) as failure:
            wb.real_pip(tmp_path / "venv", "--no-index", "no-such-package-at-all")
        assert "Ada paket yang tidak tersedia" in str(failure.value)
        assert str(tmp_path / "venv.log") in str(failure.value)
        assert "no-such-package-at-all" in (tmp_path / "venv.log").read_text(encoding="utf-8")

    @pytest.mark.parametrize(
        ("log", "sentence"),
        [
            ("WARNING: Retrying ... Failed to establish a new connection: [Errno -3] Temporary failure", "internet"),
            ("OSError: [Errno 28] No space left on device", "Ruang disk"),
            ("ERROR: something else entirely", "something else entirely"),
            ("", "tanpa menyebut sebabnya"),
        ],
    )
    def test_reasons(self, wb: ModuleType, log: str, sentence: str) -> None:
        assert sentence in wb.explain(log)

    def test_progress_counts_packages(self, wb: ModuleType) -> None:
        log = "Collecting polars<3,>=2.1 (from workbench)\nRequirement already satisfied: rich in x\n"
        assert wb.progress("") == "menyiapkan"
        assert wb.progress(log) == "mengumpulkan paket: 2 (rich)"
        assert wb.progress(log + "Installing collected packages: a, b, c\n") == "memasang 3 paket"
