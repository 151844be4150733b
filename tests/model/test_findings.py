"""What each rule says of each plan it speaks about, line by line in `findings.txt`: weight, place and facts.

The sentences that people read are filled from these. `python -m tests.model.test_findings` writes the file anew; what has
changed in it is then read by a person, for it is what every user of the rule will see.
"""

from pathlib import Path

from kronobarn_cli.model.issue import Issue
from kronobarn_cli.model.rules import check
from tests.model.made_up import TODAY
from tests.model.test_rules import BOTH_SIDES
from tests.model.test_word_rules import TERMS, WORD_SIDES

RECORD = Path(__file__).with_name("findings.txt")


def findings() -> str:
    """One line for each finding: the rule and which of its examples, the weight, the place, the facts."""
    lines = []
    number = dict.fromkeys((code for code, *_ in (*BOTH_SIDES, *WORD_SIDES)), 0)
    for code, wrong, _ in sorted((*BOTH_SIDES, *WORD_SIDES), key=lambda one: one[0]):
        number[code] += 1
        found = check(wrong, TODAY, TERMS if code in {one for one, *_ in WORD_SIDES} else None, only={code})
        lines += [f"{code}-{number[code]} {_told(issue)}" for issue in found]
    return "\n".join(lines) + "\n"


def _told(issue: Issue) -> str:
    facts = "".join(f" {name}={fact!r}" for name, fact in sorted(issue.facts.items()))
    return f"{issue.severity} {'/'.join(issue.path)}{facts}"


def test_each_rule_says_what_it_has_always_said() -> None:
    assert findings().splitlines() == RECORD.read_text("utf8").splitlines()


def test_every_example_is_in_the_record() -> None:
    told = {line.split(" ")[0].partition("-")[0] for line in RECORD.read_text("utf8").splitlines()}
    assert told == {code for code, *_ in (*BOTH_SIDES, *WORD_SIDES)}


if __name__ == "__main__":
    RECORD.write_text(findings(), "utf8")
