"""Tricks with files and folders: links, pipes, devices, giants and names, wherever the program looks or writes.

Each is refused or ignored with a sentence, at once and without much memory; nothing is ever written through a link. A
command runs in a process of its own that an alarm ends should it hang.
"""

import codecs
import importlib
import os
import pkgutil
import shutil
import signal
import socket
import stat
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryFile

import pytest

import kronobarn_cli
from kronobarn_cli.errors import ExitCode
from kronobarn_cli.main import run
from kronobarn_cli.store import places
from tests.conftest import Program, Ran
from tests.hostile import memory
from tests.hostile.fuzzing import MOST_MEGABYTES
from tests.hostile.pty_eye import told

pytestmark = pytest.mark.skipif(os.name == "nt", reason="links, pipes and devices as on Linux and Mac")

HANGS_SECONDS = 60
GIANT = 2**30
VICTIM = b"Detta tillhor nagon annan.\n" * 8


def apart(*arguments: object, typed: str = "", user: int = 0) -> Ran:
    """Run a command in a fork of this process, as another user if one is named; raises when it hangs or swells."""
    with TemporaryFile() as out, TemporaryFile() as given:
        given.write(typed.encode())
        given.seek(0)
        child = os.fork()
        if child == 0:
            _in_the_fork(out.fileno(), given.fileno(), [str(one) for one in arguments], user)
        _, ended = os.waitpid(child, 0)
        out.seek(0)
        shown = out.read().decode("utf8", "replace")
    assert not os.WIFSIGNALED(ended), f"{arguments}: hung, signal {os.WTERMSIG(ended)}: {shown}"
    code = os.WEXITSTATUS(ended)
    assert code != 99, f"{arguments}: needed too much memory: {shown}"
    return Ran(code, shown, shown)


def _in_the_fork(out: int, given: int, arguments: list[str], user: int) -> None:
    code = 98
    with suppress(BaseException):
        if user:
            os.setgid(user)
            os.setuid(user)
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.alarm(HANGS_SECONDS)
        os.dup2(given, 0)
        os.dup2(out, 1)
        os.dup2(out, 2)
        sys.stdin = open(0, encoding="utf8", errors="replace", closefd=False)  # noqa: SIM115
        sys.stdout = open(1, "w", encoding="utf8", errors="replace", closefd=False)  # noqa: SIM115
        sys.stderr = open(2, "w", encoding="utf8", errors="replace", closefd=False)  # noqa: SIM115
        before = memory.peak()
        code = run(arguments)
        sys.stdout.flush()
        sys.stderr.flush()
        if memory.peak() - before > MOST_MEGABYTES - 60:
            code = 99
    os._exit(code)


Trick = Callable[[Path, Path], None]


def _link(path: Path, victim: Path) -> None:
    path.symlink_to(victim)


def _dangling(path: Path, victim: Path) -> None:
    path.symlink_to(victim.with_name("inte-an"))


def _loop(path: Path, victim: Path) -> None:
    path.symlink_to(path.name)


def _hard_link(path: Path, victim: Path) -> None:
    os.link(victim, path)


def _pipe(path: Path, victim: Path) -> None:
    os.mkfifo(path)


def _socket(path: Path, victim: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # the path of a socket must be short
    try:
        with socket.socket(socket.AF_UNIX) as one:
            one.bind(path.name)
    finally:
        os.chdir(here)


def _endless(path: Path, victim: Path) -> None:
    _device(path, 1, 5)


def _full(path: Path, victim: Path) -> None:
    _device(path, 1, 7)


def _device(path: Path, major: int, minor: int) -> None:
    try:
        os.mknod(path, stat.S_IFCHR | 0o666, os.makedev(major, minor))
    except (PermissionError, AttributeError):
        path.symlink_to({5: "/dev/zero", 7: "/dev/full"}[minor])


def _folder(path: Path, victim: Path) -> None:
    path.mkdir()
    (path / "fil").write_text("x")


def _giant(path: Path, victim: Path) -> None:
    with path.open("wb") as file:
        file.truncate(GIANT)


def _closed(path: Path, victim: Path) -> None:
    path.write_bytes(VICTIM)
    path.chmod(0)


TRICKS: tuple[Trick, ...] = (
    _link,
    _dangling,
    _loop,
    _hard_link,
    _pipe,
    _socket,
    _endless,
    _full,
    _folder,
    _giant,
    _closed,
)
WORST: tuple[Trick, ...] = (_link, _hard_link, _pipe, _endless, _folder, _giant)
"""For places where nothing but our own files ever lies."""
LOOKING = (("list",), ("show", "k7"), ("check",), ("doctor",), ("due",))
WRITING = (("wheel", "k7", "--voice", "child", "--works", "larande=x"), ("continue", "k7"), ("edit", "k7"))
TALKING = (("wheel", "k7", "--voice", "child"), ("continue", "k7"), ("follow-up", "k7"))


@pytest.fixture
def victim(tmp_path: Path) -> Iterator[Path]:
    """A file of somebody else's; it must be the same afterwards, and nothing new may lie beside it."""
    place = tmp_path / "annans"
    place.mkdir()
    path = place / "fil"
    path.write_bytes(VICTIM)
    path.chmod(0o640)
    yield path
    assert path.read_bytes() == VICTIM
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert [one.name for one in place.iterdir()] == ["fil"]


@pytest.fixture(autouse=True)
def _no_editor(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR", "true")


def emptied(path: Path) -> None:
    """Take away whatever lies there."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    elif os.path.lexists(path):
        path.unlink()


def played(path: Path, trick: Trick, victim: Path, *commands: tuple[str, ...]) -> list[Ran]:
    """Play a trick at a place before each of these commands, and see that each ends as it should."""
    ran = []
    for command in commands:
        emptied(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        trick(path, victim)
        ran.append(apart(*command, typed="j\nj\n1\nx\n\n:q\n:q\n"))
        told(ran[-1], command)
    emptied(path)
    return ran


@pytest.fixture(scope="module", autouse=True)
def _loaded() -> None:
    """Everything is loaded before the forks, so that each of them need not."""
    for module in pkgutil.walk_packages(kronobarn_cli.__path__, "kronobarn_cli."):
        if not module.name.endswith(("__main__", "hatch_build")):
            importlib.import_module(module.name)
    for name in (
        "filelock",
        "tomli_w",
        "icalendar",
        "holidays",
        "personnummer.personnummer",
        "rich.table",
        "rich.console",
    ):
        importlib.import_module(name)
    codecs.lookup("ascii")


by_trick = pytest.mark.parametrize("trick", TRICKS, ids=lambda trick: trick.__name__.strip("_"))
by_worst_trick = pytest.mark.parametrize("trick", WORST, ids=lambda trick: trick.__name__.strip("_"))


@by_trick
def test_a_plan(examples: Path, victim: Path, trick: Trick) -> None:
    plan = examples / "plans" / "k7mtr.yaml"
    ran = played(plan, trick, victim, *LOOKING, *WRITING, ("render", "k7", "plan"), ("restore", "k7"), ("close", "k7"))
    assert "t8qzg" in ran[0].out, "one bad file hides no other plan"
    if trick is not _closed or os.geteuid() != 0:
        assert ran[1].code in {ExitCode.NOT_FOUND, ExitCode.UNREADABLE}, ran[1].out


@by_trick
def test_the_folder_of_plans(examples: Path, victim: Path, trick: Trick) -> None:
    played(examples / "plans", trick, victim, *LOOKING, *WRITING, ("new-plan",))


def test_a_folder_of_plans_that_is_a_link(examples: Path, victim: Path, tmp_path: Path) -> None:
    """A folder is often a link, to another disk: it is used as it is, or refused, but no plan is lost in it."""
    (examples / "plans").rename(tmp_path / "planerna")
    (examples / "plans").symlink_to(tmp_path / "planerna")
    for command in (*LOOKING, *WRITING):
        told(apart(*command, typed="n\n:q\n"), command)
    assert len(list((tmp_path / "planerna").glob("?????.yaml"))) == 4


@by_trick
def test_a_draft(examples: Path, victim: Path, trick: Trick) -> None:
    drafts = places.state_of(examples) / "drafts"
    for code in ("k7mtr", "b2345"):
        played(drafts / f"{code}.draft", trick, victim, ("list",), ("doctor",), *TALKING[:2], ("continue", "b2"))  # fmt: skip


@by_worst_trick
@pytest.mark.parametrize("name", ["drafts/k7mtr.open", "k7mtr.lock", "drafts", "versions", "versions/k7mtr", ""])
def test_the_state(examples: Path, victim: Path, trick: Trick, name: str) -> None:
    place = places.state_of(examples) / name if name else places.state_of(examples)
    played(place, trick, victim, ("list",), ("restore", "k7"), *WRITING[:1], *TALKING[:1], ("doctor",))


@by_trick
def test_a_copy_beside_a_plan(examples: Path, victim: Path, trick: Trick, tmp_path: Path) -> None:
    name = "k7mtr (1).yaml"
    ran = played(examples / "plans" / name, trick, victim, ("merge", "k7", "--no-input"), ("check", "k7"), ("list",), ("doctor",), ("show", "k7"))  # fmt: skip
    assert name in ran[0].out
    assert "kronobarn merge k7" not in ran[0].out.splitlines()[-1], "that is what was typed"
    assert name in ran[1].out
    played(tmp_path / "hemifran.yaml", trick, victim, ("merge", "k7", "--with", str(tmp_path / "hemifran.yaml")))


@by_worst_trick
@pytest.mark.parametrize("name", [".k7mtr.open", ".k7mtr.saving"])
def test_the_sign_beside_a_plan(examples: Path, victim: Path, trick: Trick, name: str) -> None:
    played(examples / "plans" / name, trick, victim, ("list",), *WRITING, *TALKING[:1], ("doctor",))


@by_trick
@pytest.mark.parametrize("place", ["folder", "user"])
def test_a_settings_file(examples: Path, victim: Path, trick: Trick, place: str) -> None:
    path = examples / "kronobarn.toml" if place == "folder" else places.user_settings()
    played(path, trick, victim, ("list",), ("config", "list"), ("config", "set", "git", "av"), ("config", "set", "editor", "vi"), ("doctor",), ("show", "k7"))  # fmt: skip


@by_trick
def test_a_terms_file(examples: Path, victim: Path, trick: Trick, kronobarn: Program, tmp_path: Path) -> None:
    own = tmp_path / "ord.yaml"
    own.write_text("x", "utf8")
    assert kronobarn("config", "set", "terms", own).code == 0
    played(own, trick, victim, ("new-plan",), ("terms", "check"), ("terms", "show"), ("wheel", "k7", "--show"), ("glossary",), ("doctor",), ("terms", "copy", str(own)))  # fmt: skip


@by_worst_trick
def test_terms_that_were_kept(examples: Path, victim: Path, trick: Trick) -> None:
    played(places.cache() / "terms.sv.msgpack", trick, victim, ("wheel", "k7", "--show"), ("new-plan",))


@by_worst_trick
def test_a_file_of_answers(examples: Path, victim: Path, trick: Trick, tmp_path: Path) -> None:
    path = tmp_path / "svar.yaml"
    for command in (("new-plan", "--answers", str(path)), ("follow-up", "k7", "--answers", str(path))):
        for ran in played(path, trick, victim, command):
            assert ran.code != ExitCode.WELL or trick in {_link, _hard_link, _closed}
            assert ran.code != ExitCode.NOT_FOUND or "kronobarn questions --to yaml" in ran.out


@by_trick
def test_a_place_for_a_document(examples: Path, victim: Path, trick: Trick, tmp_path: Path) -> None:
    path = tmp_path / "ut.html"
    force = ("--out", str(path), "--force")
    played(path, trick, victim, ("render", "k7", "plan", *force), ("wheel", "k7", "--svg", str(path), "--force"), ("due", "--to", "ics", *force), ("terms", "copy", str(path)), ("templates", "copy", "plan", str(path)), ("init", str(path)), ("practice", str(path)))  # fmt: skip


@by_worst_trick
@pytest.mark.parametrize("name", ["utskrifter", "utskrifter/k7mtr-plan-family.html"])
def test_the_folder_of_printouts(examples: Path, victim: Path, trick: Trick, name: str) -> None:
    played(
        examples / name,
        trick,
        victim,
        ("render", "k7", "plan", "--for", "family"),
        ("render", "k7", "--all", "--for", "family"),
    )


@by_worst_trick
def test_a_template(examples: Path, victim: Path, trick: Trick, kronobarn: Program, tmp_path: Path) -> None:
    own = tmp_path / "mallar"
    assert kronobarn("templates", "copy", "plan", own).code == 0
    assert kronobarn("config", "set", "templates", own).code == 0
    played(own / "documents/sv/plan.md.j2", trick, victim, ("render", "k7", "plan", "--for", "family"), ("templates", "check", str(own)), ("templates", "copy", "plan", str(own)))  # fmt: skip


NAMES = (
    "CON.yaml", "nul.yaml", "aux.yml", "k7mtr.yaml.", "k7mtr.yaml ", " k7mtr.yaml", "K7MTR.yaml", "k7mtr.YAML", "k7mtr.yaml~", "k7mt\u0301r.yaml", "ｋ7mtr.yaml",
    "k7mtr (1).yaml", "k7mtr-PC.yaml", "k7mtr\n.yaml", "a\nb.yaml", "\x1b[2J.yaml", ".yaml", "..yaml", "-k7mtr.yaml", "--help", "k7mtr;rm.yaml", "$(id).yaml", "x" * 250 + ".yaml",
    "å" * 120 + ".yaml", "a\u030a.yaml", ".k7mtr.yaml.swp", "k7mtr.rescued-0a1b2c3d.yaml", "*.yaml", "k7mtr:ström.yaml", "desktop.ini", "Thumbs.db", "~$k7mtr.yaml",
)  # fmt: skip


def test_odd_names(examples: Path, victim: Path) -> None:
    """A file with an odd name is no plan, hides none, and is neither changed nor taken for one."""
    plans = examples / "plans"
    data = (plans / "k7mtr.yaml").read_bytes()
    before = apart("list", "--all").out
    for name in NAMES:
        (plans / name).write_bytes(data)
    Path(os.fsdecode(os.fsencode(str(plans)) + b"/\xe5\xff.yaml")).write_bytes(data)
    assert [line for line in before.splitlines() if line not in apart("list", "--all").out] == []
    for command in (*LOOKING, *WRITING, ("render", "k7", "plan"), ("restore", "k7")):
        told(apart(*command, typed="n\nn\n:q\n"), command)
    assert [name for name in NAMES if (plans / name).read_bytes() != data] == []


def test_both_ways_to_write_a_letter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """å in one letter and in two are two folders on this disk; neither is taken for the other."""
    for name in ("\u00e5ret", "a\u030aret"):
        told(apart("init", tmp_path / name, "--no-git"))
        monkeypatch.chdir(tmp_path / name)
        assert apart("list").code == 0
    assert places.state_of(tmp_path / "\u00e5ret") != places.state_of(tmp_path / "a\u030aret")


def test_ten_thousand_files_of_nobody(examples: Path) -> None:
    plans = examples / "plans"
    for number in range(10_000):
        (
            plans
            / f"{('skräp', 'k7mtr-', '.k7mtr.', 'annat')[number % 4]}{number}{('.yaml', '.txt', '.kbtmp', '')[number // 4 % 4]}"
        ).touch()
    for command in (
        ("list",),
        ("show", "k7"),
        ("check", "k7"),
        ("check",),
        ("merge", "--no-input"),
        ("merge", "k7", "--no-input"),
        ("doctor",),
        ("wheel", "k7", "--voice", "child", "--works", "larande=x"),
    ):
        start = time.process_time() + sum(os.times()[2:4])
        ran = apart(*command)
        told(ran, command)
        assert time.process_time() + sum(os.times()[2:4]) - start < 5, command
        assert len(ran.out) < 20_000, f"{command} tells of each of ten thousand files"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can become somebody else")
@pytest.mark.parametrize("mode", [0, 0o111, 0o444, 0o555])
@pytest.mark.parametrize("name", [".", "plans", "state"])
def test_a_folder_without_rights(examples: Path, name: str, mode: int, monkeypatch: pytest.MonkeyPatch) -> None:
    place = Path(os.environ["KRONOBARN_STATE"]) if name == "state" else examples / name
    for one in (*examples.parent.parents, examples.parent):
        with suppress(PermissionError):
            one.chmod(one.stat().st_mode | 0o111)
    for one in (examples, *examples.rglob("*"), *Path(os.environ["KRONOBARN_STATE"]).rglob("*")):
        os.chown(one, 65534, 65534, follow_symlinks=False)
    place.chmod(mode)
    try:
        for command in (*LOOKING, *WRITING, ("new-plan",), ("render", "k7", "plan"), ("config", "set", "git", "av")):
            told(apart(*command, typed="n\nM\n:q\n", user=65534), command)
    finally:
        place.chmod(0o700)


def test_the_test_sees_what_hangs_and_what_swells(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as brief:
        brief.setattr(f"{__name__}.HANGS_SECONDS", 1)
        brief.setattr(f"{__name__}.run", lambda _arguments: signal.pause())
        with pytest.raises(AssertionError, match="hung"):
            apart("x")
    monkeypatch.setattr(f"{__name__}.run", lambda _arguments: len(bytearray(b"x" * 250_000_000)) * 0)
    with pytest.raises(AssertionError, match="memory"):
        apart("x")
