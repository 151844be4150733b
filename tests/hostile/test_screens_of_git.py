"""What others have written into a history acts on no terminal: the screens of `test_screens`, with git at its worst.

Authors, messages, branches, marks, files, addresses, hooks and servers say whatever they like; all of it is looked at
by the same judge.
"""

import os
import shutil
from pathlib import Path

import msgspec
import pytest

from kronobarn_cli.errors import ExitCode
from kronobarn_cli.model.plan import Plan
from kronobarn_cli.text import plan_text
from tests.hostile.hostile_past import ACTS, BRANCH, LONG, PERSON, SEPARATES, WEB, act, git, mark, says, told
from tests.hostile.pty_eye import AS_SHOWN, NASTY, seen
from tests.hostile.test_screens import NAME, open_plan, well
from tests.render.samples import full

pytestmark = pytest.mark.skipif(os.name == "nt", reason="a pseudo-terminal as on Linux and Mac")

WORDS = NASTY.replace("\x00", "")
NAMES = (
    ACTS,
    SEPARATES,
    LONG,
    PERSON,
    "",
    b"\xff\x9b2J\xfe",
    "\x1e\x1f" * 40,
    "%an%x1b[31m",
    "[red]x[/red]\u202egnuter{{ 1 }}{0}%s",
)
MESSAGES = (
    f"k7mtr: {WORDS}\n\n{WORDS}", SEPARATES, LONG, f"{PERSON} T3\nk7mtr: edit", "", b"\xff\x9b2J\n\xfe", "\x1e\x1f" * 40, "b2345: ]]>{{ 1 }}%s\n" * 99,
    "k7mtr: edit",
)  # fmt: skip
CLOCKS = ("0 +0000", "99999999999999 +0200", "1745000000 +9999", "1745000000 -1459", "2147483648 +0000")
FILES = ("plans/rad\nbryt.yaml", f"plans/{PERSON}.yaml", f"plans/k7mtr-{NAME}.yaml", f"{NAME}.txt", "plans/\udcff\x9b2J.yaml", "T3/k7mtr.yaml", "\x1eT3\x1f.txt")  # fmt: skip


def versions(plan: Plan, count: int) -> list[bytes]:
    """A plan through its revisions, each with something else in it."""
    return [plan_text.write(msgspec.structs.replace(plan, revision=one + 1, child=msgspec.structs.replace(plan.child, name=f"{one}{NASTY}"))).encode() for one in range(count)]  # fmt: skip


@pytest.fixture(scope="module")
def _lived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan folder in which many have recorded, all of them badly, on a branch with a bad name; and its shared place."""
    root = tmp_path_factory.mktemp("elak") / NAME
    shared = root.parent / f"{NAME}.git"
    (root / "plans").mkdir(parents=True)
    quoted = '"' + "".join(f"\\U{ord(one):08X}" for one in WORDS) + '"'
    mark_of_folder = f"practice = false\ngit = true\nmunicipality = {quoted}\n".encode()
    git(root, "init", "-q", "-b", BRANCH)
    acts = [act(BRANCH, ACTS, WORDS, {"\x1e\x1f.txt": b"x"})]
    acts += [act(BRANCH, ACTS, WORDS, {"kronobarn.toml": mark_of_folder, ".mailmap": f"{WORDS} <{PERSON}>\n".encode()})]
    for code, plan in (("k7mtr", full(NASTY)), ("b2345", open_plan("b2345"))):
        for number, data in enumerate(versions(plan, len(NAMES))):
            clock = CLOCKS[number % len(CLOCKS)]
            acts.append(act(BRANCH, NAMES[number], MESSAGES[number], {f"plans/{code}.yaml": data}, clock))
    broken = f"kronobarn: 1\ncode: d2345\nchild: {{name: '{NASTY}'}}\n...\n".encode()
    acts.append(act(BRANCH, ACTS, WORDS, {"plans/d2345.yaml": broken, **dict.fromkeys(FILES, b"kronobarn: 1\n...\n")}))
    acts += [
        act(f"{PERSON}/T3", ACTS, WORDS, {}, after=f"refs/heads/{BRANCH}"),
        mark(f"T3-{PERSON}\u202e", BRANCH, WORDS),
    ]
    told(root, *acts)
    git(root, "checkout", "-q", "-f", BRANCH)
    for key, value in (("user.name", ACTS), ("user.email", f"{PERSON}@{ACTS}")):
        git(root, "config", key, value)
    git(root.parent, "clone", "-q", "--bare", str(root), str(shared))
    git(root, "remote", "add", "origin", f"../{shared.name}")
    return root.parent


@pytest.fixture
def lived(_lived: Path, tmp_path: Path) -> Path:
    """A folder of one's own, like the one that was made, with its shared place beside it."""
    home = Path(shutil.copytree(_lived, tmp_path / "hem"))
    return home / NAME


@pytest.fixture
def sends(lived: Path) -> Path:
    """The same folder with nothing that must not leave it in what is new: no number in a branch or by whom it is."""
    for repository in (lived, shared_of(lived)):
        git(repository, "branch", "--move", BRANCH, "planer")
    git(lived, "config", "user.email", f"x@{ACTS}")
    return lived


def shared_of(folder: Path) -> Path:
    return folder.with_name(f"{NAME}.git")


def written_on(folder: Path, *, here: str, there: str) -> None:
    """The same words of a plan changed here by hand and there by a nasty colleague, who has done more than that."""
    plan = full(NASTY)
    ours, theirs = (plan_text.write(msgspec.structs.replace(plan, revision=20, child=msgspec.structs.replace(plan.child, name=f"{who}{NASTY}"))).encode() for who in (here, there))  # fmt: skip
    (folder / "plans" / "k7mtr.yaml").write_bytes(ours)
    (folder / f"{NAME}.txt").write_bytes(f"{here}\n".encode())
    acts = [
        act(BRANCH, who, WORDS, {"plans/k7mtr.yaml": theirs, f"{NAME}.txt": f"{there}{number}{WORDS}\n".encode(),
            f"plans/{NAME}{number}.yaml": b"x", "plans/b2345.yaml": None, "plans/z2345.yaml": theirs.replace(b"k7mtr", b"z2345")},
            after="" if number else f"refs/heads/{BRANCH}^0")
        for number, who in enumerate((ACTS, SEPARATES, "\x1e\x1f" * 40))
    ]  # fmt: skip
    told(shared_of(folder), *acts)


LOOKS: tuple[tuple[str, ...], ...] = (
    ("history",), ("history", "--json"), ("history", "--count", "99"), ("history", "k7"), ("history", "k7", "--all"), ("history", "k7", "--json"),
    ("history", "d2"), ("changes",), ("changes", "--since", "2020-01-01", "--all"), ("changes", "--since", "2020-01-01", "--json"), ("changes", "k7", "--since", "1"),
    ("changes", "k7", "--since", "last-meeting"), ("changes", "k7", "--json"), ("changes", "k7", "--since", WORDS), ("show", "k7", "--at", "1"), ("show", "k7", "--at", "2025-05-01"),
    ("show", "k7", "--at", "999"), ("show", "k7", "--at", WORDS), ("show", "k7", "--at", "3", "--json"), ("wheel", "k7", "--show", "--over-time"),
    ("wheel", "k7", "--show", "--over-time", "--json"), ("undo",), ("undo", "k7"), ("undo", "k7", "--yes"), ("undo", "k7", "--change", "2", "--yes"), ("undo", "k7", "--change", "99"),
    ("restore", "k7"), ("restore", "k7", "--json"), ("list",), ("doctor",), ("doctor", "--json"), ("doctor", "--mend"), ("init", "--hooks"), ("init", "--from", f"../{NAME}.git", f"../{NAME}-ny"),
    ("check", "--history"), ("check", "--history", "--json"), ("check", "--since", "HEAD~3"), ("check", "--since", "0" * 40, "--unfinished"), ("check", "--since", WORDS), ("check", "--since", BRANCH),
    ("check", "--staged"), ("check", "--staged", "--json"), ("check", "--message", ".git/meddelande"), ("check", "--message", NAME),
    ("sync",), ("sync", "--json"), ("sync", "--with", WORDS), ("sync", "--with", WEB), ("sync", "--with", f"../{NAME}-ingen.git"),
)  # fmt: skip


@pytest.mark.parametrize("command", LOOKS, ids=lambda one: ascii(" ".join(one))[1:40])
def test_what_others_have_recorded(lived: Path, command: tuple[str, ...]) -> None:
    for name in FILES:
        (lived / name).write_text("kronobarn: 1\ncode: x\n", "utf8")
    git(lived, "add", "--all")
    (lived / ".git" / "meddelande").write_bytes(f"{WORDS}\n{PERSON}\n".encode() + b"\xff\x9b2J")
    ran = seen(*command, cwd=lived, typed="n\n\n")
    well(ran)
    assert ran.text.strip()


@pytest.mark.parametrize("command", ["--history", "--staged", "--since=" + "0" * 40, "--message=.git/meddelande"])
def test_what_must_not_be_told_is_not_told_again(lived: Path, command: str) -> None:
    """Neither a number nor a name that is found in a history is on the screen, however it was hidden there."""
    for name in FILES:
        (lived / name).write_text("kronobarn: 1\ncode: x\n", "utf8")
    git(lived, "add", "--all")
    (lived / ".git" / "meddelande").write_text(f"k7mtr: {PERSON} och {WORDS}", "utf8")
    for form in ((), ("--json",)):
        ran = seen("check", command, "--unfinished", *form, cwd=lived)
        well(ran)
        assert ran.code == ExitCode.CHECK_FOUND_ERRORS, ran.text
        assert "K032" in ran.text
        assert PERSON not in ran.text
        assert "2389" not in ran.text


@pytest.mark.parametrize("form", [(), ("--json",), ("--with-open-points",), ("--with-removed",)], ids=" ".join)
def test_what_a_colleague_has_sent(lived: Path, form: tuple[str, ...]) -> None:
    """Open places, plans that are new and gone, files put aside: all by somebody with a nasty name."""
    written_on(lived, here="Anna", there="Bo")
    for command in (
        ("sync", *form),
        ("history",),
        ("merge", "k7"),
        ("sync",),
        ("doctor",),
    ):
        ran = seen(*command, cwd=lived, typed="?\n\n1\n:q\n")
        well(ran)
        assert ran.text.strip()


@pytest.mark.parametrize("hook", ["pre-commit", "commit-msg", "pre-push", "reference-transaction"])
@pytest.mark.parametrize(
    "words",
    [f"{WORDS}\udcff\udc9b2J", f"remote: {WORDS}\n" * 99 + LONG, f"{WORDS}\n'{WORDS}.lock': File exists\n"],
    ids=lambda one: ascii(one)[1:9],
)
def test_what_a_hook_says(lived: Path, hook: str, words: str) -> None:
    says(lived / ".git" / "hooks" / hook, words, 1)
    for command in (
        ("wheel", "b2", "--voice", "child", "--works", "larande=x"),
        ("sync",),
        ("undo", "b2", "--yes"),
        ("doctor", "--mend"),
    ):
        well(seen(*command, cwd=lived, typed="j\n1\nj\n"))


@pytest.mark.parametrize("hook", ["pre-receive", "update", "post-receive"])
@pytest.mark.parametrize(
    "words",
    [f"{WORDS}\udcff\udc9b2J", f"hook declined {WORDS}\n" * 99 + LONG, f"fatal: '{WORDS}.lock': File exists"],
    ids=lambda one: ascii(one)[1:9],
)
def test_what_a_server_says(sends: Path, hook: str, words: str) -> None:
    says(shared_of(sends) / "hooks" / hook, words, 1)
    well(seen("wheel", "b2", "--voice", "child", "--works", "larande=x", cwd=sends))
    ran = seen("sync", cwd=sends)
    well(ran)
    assert ran.code == (ExitCode.WELL if hook == "post-receive" else ExitCode.NOT_SYNCED)


SSH = f"värd-{ACTS}.example:planer.git"


@pytest.mark.parametrize(
    "address",
    [WEB, f"ssh://{NAME}@värd{ACTS}/x.git", SSH, f"../{NAME}-ingen.git", f"ext::sh -c {WORDS}", f"file:///{NAME}", f"{NAME}://x", f"--upload-pack={NAME}",
     f"http://{PERSON}:hemligt{NAME}@[::1]:1/x.git"],
    ids=lambda one: ascii(one)[1:9],
)  # fmt: skip
def test_what_an_address_is(lived: Path, address: str) -> None:
    git(lived, "config", "remote.origin.url", address)
    for command in (
        ("sync",),
        ("doctor",),
        ("sync", "--with", "../ny.git"),
        ("init", "--from", address, "../ny"),
    ):
        ran = seen(*command, cwd=lived, GIT_SSH_COMMAND="false")
        well(ran)
        assert "hemligt" not in ran.text


@pytest.mark.parametrize(
    "said",
    [
        WORDS,
        *(
            f"{known} {WORDS}"
            for known in (
                "Host key verification failed.",
                "Permission denied (publickey).",
                f"'{NAME}.lock': File exists",
                "not found",
            )
        ),
    ],
    ids=lambda one: ascii(one)[1:9],
)
def test_what_ssh_says(lived: Path, tmp_path: Path, said: str) -> None:
    says(tmp_path / "ssh", said, 255)
    git(lived, "config", "remote.origin.url", SSH)
    for command in (("sync",), ("init", "--from", SSH, "../ny")):
        ran = seen(*command, cwd=lived, GIT_SSH_COMMAND=str(tmp_path / "ssh"))
        well(ran)
        assert ran.code == ExitCode.NOT_SYNCED


def test_what_was_recorded_is_shown_as_it_was(lived: Path) -> None:
    """What was written is there to be read, and not taken for colours or links."""
    shown = seen("history", "k7", "--all", cwd=lived).text
    assert [one for one in AS_SHOWN if one not in shown] == []
    assert "[red]x[/red]\\u202egnuter{{ 1 }}{0}%s" in shown
    assert "o" * 61 not in shown


def test_the_worst_past_is_there(lived: Path) -> None:
    """The test of the test: the history holds what the screens are tried with."""
    raw = git(lived, "log", "--all", "--format=%an%ae%s%D")
    for one in ("\x1b[31mRÖD\x1b]0;titel\x07", "\u202e", "\x1e", LONG, PERSON, BRANCH):
        assert one in raw
