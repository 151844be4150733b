"""What a check found, on the screen or for scripts."""

from kronobarn_cli.cli import screen, wordings, words
from kronobarn_cli.errors import NotFound
from kronobarn_cli.i18n import _, ngettext
from kronobarn_cli.model.issue import Severity
from kronobarn_cli.work.checking import Finding, Report

_STRANGE = "K013"
_MOST = 50
"""Of one plan so many findings are told; a broken file can have tens of thousands."""
_MOST_STRANGE = 10
"""Of files that are no plans so many are named; a folder can hold thousands."""


def explain(code: str) -> None:
    """Show the help page of a check; raises NotFound for a code that does not exist."""
    if code.upper() not in wordings.codes():
        raise NotFound(_("There is no check called {code}.").format(code=code), "kronobarn check --explain K101")
    screen.say(wordings.explanation(code.upper()))


def show(reports: tuple[Report, ...], *, as_json: bool) -> None:
    """Show the reports."""
    if as_json:
        screen.data(as_data(reports))
        return
    tell(reports)
    errors = sum(one.severity is Severity.ERROR for report in reports for one in report.findings)
    if errors:
        screen.say(ngettext("{count} error.", "{count} errors.", errors).format(count=errors))
        screen.say(_("To read about one: kronobarn check --explain {code}").format(code=_first(reports)))
    elif reports:
        screen.say(_("No errors."))
    else:
        screen.say(_("There are no plans here yet."))


def as_data(reports: tuple[Report, ...]) -> dict[str, object]:
    """The reports as JSON holds them."""
    plans = [{"plan": one.plan, "findings": [_as_data(two) for two in one.findings]} for one in reports]
    return {"version": 1, "plans": plans}


def tell(reports: tuple[Report, ...]) -> None:
    """Show each finding on a line of its own; of one plan, and of files that are no plans, only the first."""
    strange = 0
    for report in reports:
        is_strange = {one.code for one in report.findings} == {_STRANGE}
        strange += is_strange
        if not is_strange or strange <= _MOST_STRANGE:
            _tell(report)
    if strange > _MOST_STRANGE:
        screen.say(_("And {count} more.").format(count=strange - _MOST_STRANGE))


def _tell(report: Report) -> None:
    for finding in report.findings[:_MOST]:
        place = f"{report.plan}:{finding.line}:{finding.column}"
        weight = words.severity(finding.severity)
        screen.say(f"{place}  {weight}  {finding.code}  {wordings.sentence(finding)}")
    if more := len(report.findings[_MOST:]):
        screen.say(f"{report.plan}: " + _("And {count} more.").format(count=more))


def _first(reports: tuple[Report, ...]) -> str:
    return next(one.code for report in reports for one in report.findings if one.severity is Severity.ERROR)


def _as_data(finding: Finding) -> dict[str, object]:
    return {
        "code": finding.code,
        "severity": finding.severity,
        "path": list(finding.path),
        "line": finding.line,
        "column": finding.column,
        "sentence": wordings.sentence(finding),
    }
