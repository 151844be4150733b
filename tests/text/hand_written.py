"""Plan files as people and other programs write them: any style that YAML allows and the strict door lets in.

A file comes from a plan and one number. Keys stand in any order, in block or flow, quoted or not, at any depth of
indentation; comments stand on lines of their own and after values; keys that only this file knows stand anywhere.
Each comment is `# note N` and each unknown key `local-N`, so that it is known wherever it turns up.
"""

import re
from random import Random

from kronobarn_cli.model.base import Tree
from kronobarn_cli.model.plan import Plan
from kronobarn_cli.text.schema import to_tree
from kronobarn_cli.text.yaml_lines import scalar

_UNKNOWN: tuple[Tree, ...] = (
    "x",
    "två ord: # inget",
    {"a": "1", "b": ["x", {"c": "y"}]},
    ["1", ["2"]],
    {},
    [],
    "en\n\n  rad till\n",
)
COMMENT = re.compile(r"# note \d+")
LOCAL = re.compile(r"local-\d+")


def written(plan: Plan, seed: int) -> str:
    """The text of a plan in somebody's own hand."""
    pen = _Pen(seed)
    return "".join([pen.note(0), *pen.mapping(to_tree(plan), 0), pen.note(0), "...\n"])


class _Pen:
    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)
        self.number = 0

    def often(self, share: float) -> bool:
        return self.chance.random() < share

    def note(self, indent: int, share: float = 0.15) -> str:
        """Now and then a comment, or an empty line."""
        if not self.often(share):
            return "\n" if self.often(0.05) else ""
        self.number += 1
        return " " * indent + f"# note {self.number}\n"

    def end(self) -> str:
        """The end of a line, now and then with a comment before it."""
        self.number += 1
        return f"{' ' * self.chance.randrange(1, 4)}# note {self.number}\n" if self.often(0.15) else "\n"

    def mapping(self, tree: dict[str, Tree], indent: int) -> list[str]:
        """Every key with its value as whole lines, what only this file knows among them."""
        known = list(tree.items())
        if self.often(0.3):
            self.chance.shuffle(known)
        if self.often(0.3):
            self.number += 1
            known.insert(self.chance.randrange(len(known) + 1), (f"local-{self.number}", self.chance.choice(_UNKNOWN)))
        return [
            self.note(indent) * bool(at) + self.entry(key, inside, indent) for at, (key, inside) in enumerate(known)
        ]

    def entry(self, key: str, inside: Tree, indent: int) -> str:
        shown = f'"{key}"' if self.often(0.1) else f"'{key}'" if self.often(0.05) else scalar(key)
        return " " * indent + shown + " " * self.often(0.05) + ":" + self.after(inside, indent)

    def after(self, inside: Tree, indent: int) -> str:
        """What follows a colon, to the end of its last line."""
        deeper = indent + self.chance.randrange(1, 5)
        if isinstance(inside, dict) and inside and self.often(0.8):
            return self.end() + self.note(deeper) + "".join(self.mapping(inside, deeper))
        if isinstance(inside, list) and inside and self.often(0.8):
            at = indent if self.often(0.4) else deeper
            return self.end() + "".join(self.note(at) + self.item(one, at) for one in inside)
        if isinstance(inside, dict | list):
            return " " + self.flow(inside) + self.end()
        return self.plain(inside, indent)

    def item(self, inside: Tree, indent: int) -> str:
        if isinstance(inside, dict) and inside and self.often(0.8):
            if self.often(0.15):
                deeper = indent + self.chance.randrange(1, 4)
                return " " * indent + "-" + self.end() + self.note(deeper) + "".join(self.mapping(inside, deeper))
            wide = self.chance.choice((2, 2, 2, 4))
            lines = "".join(self.mapping(inside, indent + wide))
            return " " * indent + "-" + " " * (wide - 1) + lines[indent + wide :]
        if isinstance(inside, dict | list):
            return " " * indent + "- " + self.flow(inside) + self.end()
        return " " * indent + "-" + self.plain(inside, indent)

    def plain(self, inside: Tree, indent: int) -> str:
        """A single value: on its line, on the next, as a block or in quotes."""
        assert not isinstance(inside, dict | list)
        deeper = " " * (indent + self.chance.randrange(1, 4))
        if isinstance(inside, str) and _is_block(inside) and self.often(0.5):
            lines = "\n".join(deeper + line if line else "" for line in inside.split("\n"))
            return " |" + self.end() + lines + "\n" * self.chance.randrange(1, 3)
        one = scalar(inside)
        if one.startswith('"') and " " in one.strip('" ') and "\\" not in one and self.often(0.2):
            at = one.index(" ", 2) if " " in one[2:-2] else 0
            if at and not one[at - 1].isspace() and not one[at + 1].isspace():
                one = one[:at] + "\n" + deeper + one[at + 1 :]
        return (f"{self.end()}{deeper}" if self.often(0.05) else " ") + one + self.end()

    def flow(self, inside: Tree) -> str:
        """The same between brackets, on one line."""
        if isinstance(inside, dict):
            entries = [*inside.items()]
            if entries and self.often(0.3):
                self.number += 1
                entries.insert(
                    self.chance.randrange(len(entries) + 1), (f"local-{self.number}", self.chance.choice(_UNKNOWN))
                )
            return "{" + ", ".join(f"{scalar(key)}: {self.flow(one)}" for key, one in entries) + "}"
        if isinstance(inside, list):
            return "[" + ", ".join(map(self.flow, inside)) + "]"
        shown = scalar(inside)
        return shown if shown.startswith('"') or not re.search(r"[,\[\]{}]", shown) else f'"{shown}"'


def _is_block(text: str) -> bool:
    lines = text.split("\n")
    printable = all(line.isprintable() and not line.isspace() for line in lines)
    return printable and lines[0][:1].strip() != "" and lines[-1] != ""
